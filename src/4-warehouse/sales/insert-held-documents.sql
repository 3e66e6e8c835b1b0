-- One row per document that the warehouse holds in the words of the file: what it tells is what is known of it.
insert into incoming_documents
select
  known.document_id, known.document_type, known.content_hash, known.line_count, known.mt_ht, known.first_day, known.last_day,
  1, true, 'unchanged', known.file_hash, known.line_count, known.mt_ht
from incoming_words
inner join etl.documents as known
  on known.estate_id = :'estate' and known.source = :'source' and known.document_id = incoming_words.document_id
where incoming_words.is_held;
