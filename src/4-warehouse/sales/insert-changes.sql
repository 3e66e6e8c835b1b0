-- One row per document that the file changed or brought back.
insert into etl.document_changes (
  estate_id, run_id, source, document_id, file_hash, change, mt_ht_before, mt_ht_after, line_count_before, line_count_after
)
select
  :'estate', :'run_id'::uuid, :'source', document_id, :'file_hash', verdict,
  case when verdict = 'changed' then known_mt_ht end,
  mt_ht,
  case when verdict = 'changed' then known_line_count end,
  line_count
from incoming_documents
where verdict in ('changed', 'returned')
on conflict do nothing;
