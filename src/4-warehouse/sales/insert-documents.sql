-- One row per document that no export told before.
insert into etl.documents (
  estate_id, source, document_id, status, document_type, content_hash, line_count, mt_ht, first_day, last_day,
  exported_at, file_hash, run_id, words_hash
)
select
  :'estate', :'source', told.document_id, 'live', told.document_type, told.content_hash, told.line_count, told.mt_ht,
  told.first_day, told.last_day, :'exported_at'::timestamptz, :'file_hash', :'run_id'::uuid, incoming_words.words_hash
from incoming_documents as told
inner join incoming_words on incoming_words.document_id = told.document_id
where told.verdict = 'new'
order by told.document_id;
