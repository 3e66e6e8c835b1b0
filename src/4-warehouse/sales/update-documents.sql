-- One row per document that changed or came back; a document told again as it was keeps its row untouched.
update etl.documents as known
set
  status = 'live',
  document_type = told.document_type,
  content_hash = told.content_hash,
  words_hash = told.words_hash,
  line_count = told.line_count,
  mt_ht = told.mt_ht,
  first_day = told.first_day,
  last_day = told.last_day,
  exported_at = :'exported_at'::timestamptz,
  file_hash = :'file_hash',
  run_id = :'run_id'::uuid,
  changed_at = now()
from incoming_documents as told
where
  known.estate_id = :'estate'
  and known.source = :'source'
  and known.document_id = told.document_id
  and told.verdict in ('changed', 'returned');
