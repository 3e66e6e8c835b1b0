-- One row per document of the source as it stands.
insert into ledger_before
select source, document_id, status, content_hash, line_count, mt_ht
from etl.documents
where estate_id = :'estate' and source = :'source';
