-- One row per document that is new, changed or back; a document told again as it was keeps its row untouched.
insert into etl.documents as known (
  estate_id, source, document_id, status, document_type, content_hash, line_count, mt_ht, first_day, last_day,
  exported_at, file_hash, run_id
)
select
  :'estate', :'source', document_id, 'live', document_type, content_hash, line_count, mt_ht, first_day, last_day,
  :'exported_at'::timestamptz, :'file_hash', :'run_id'::uuid
from incoming_documents
where verdict in ('new', 'changed', 'returned')
order by document_id
on conflict (estate_id, source, document_id) do update
set
  status = excluded.status,
  document_type = excluded.document_type,
  content_hash = excluded.content_hash,
  line_count = excluded.line_count,
  mt_ht = excluded.mt_ht,
  first_day = excluded.first_day,
  last_day = excluded.last_day,
  exported_at = excluded.exported_at,
  file_hash = excluded.file_hash,
  run_id = excluded.run_id,
  changed_at = now();
