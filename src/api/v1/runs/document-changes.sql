-- One row per document that changed, vanished or came back in a run, the greatest difference first.
select
  document_changes.source,
  document_changes.document_id as "documentId",
  document_changes.change,
  round(document_changes.mt_ht_before, 2)::float8 as "mtHtBefore",
  round(document_changes.mt_ht_after, 2)::float8 as "mtHtAfter"
from etl.document_changes as document_changes
where document_changes.estate_id = :'estate' and document_changes.run_id = :'run_id'::uuid
order by
  abs(coalesce(document_changes.mt_ht_after, 0) - coalesce(document_changes.mt_ht_before, 0)) desc,
  document_changes.document_id
limit 100
