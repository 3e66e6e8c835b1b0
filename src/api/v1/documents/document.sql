-- One row: a document the exports ever held.
select
  source,
  document_id as "documentId",
  document_type as "documentType",
  status,
  round(mt_ht, 2)::float8 as "netHt",
  first_day as "firstDay",
  last_day as "lastDay",
  exported_at as "exportedAt"
from etl.documents
where estate_id = :'estate' and source = :'source' and document_id = :'document_id'
