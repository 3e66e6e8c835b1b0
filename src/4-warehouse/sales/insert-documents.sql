-- One row per document that no export told before.
insert into etl.documents (
  estate_id, source, document_id, status, document_type, content_hash, line_count, mt_ht, first_day, last_day,
  exported_at, file_hash, run_id, words_hash
)
select
  :'estate', :'source', document_id, 'live', document_type, content_hash, line_count, mt_ht, first_day, last_day,
  :'exported_at'::timestamptz, :'file_hash', :'run_id'::uuid, words_hash
from incoming_documents
where verdict = 'new'
order by document_id;
