-- One row per document removed: the absent ones of the given types.
with absent as (
  update etl.documents as known
  set
    status = 'vanished',
    exported_at = :'exported_at'::timestamptz,
    file_hash = :'file_hash',
    run_id = :'run_id'::uuid,
    changed_at = now()
  from absent_documents
  where
    known.estate_id = :'estate'
    and known.source = :'source'
    and known.document_id = absent_documents.document_id
    and absent_documents.document_type = any(:'document_types'::text[])
  returning known.document_id, known.mt_ht, known.line_count
),
removed as (
  delete from etl.ventes_lignes as lines
  using absent
  where lines.estate_id = :'estate' and lines.source = :'source' and lines.document_id = absent.document_id
  returning lines.client_code
),
touched as (
  insert into touched_clients (client_code)
  select distinct client_code from removed where client_code is not null
  on conflict do nothing
)
insert into etl.document_changes (
  estate_id, run_id, source, document_id, file_hash, change, mt_ht_before, line_count_before
)
select :'estate', :'run_id'::uuid, :'source', document_id, :'file_hash', 'vanished', mt_ht, line_count
from absent
on conflict do nothing;
