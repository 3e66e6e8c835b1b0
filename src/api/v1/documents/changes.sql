-- One row per time a run changed a document, or saw it vanish or come back; the latest first.
select
  changes.run_id::text as "runId",
  changes.change,
  round(changes.mt_ht_before, 2)::float8 as "mtHtBefore",
  round(changes.mt_ht_after, 2)::float8 as "mtHtAfter",
  changes.line_count_before as "linesBefore",
  changes.line_count_after as "linesAfter",
  changes.file_hash as "fileHash",
  files.original_name as "fileName",
  runs.started_at as at
from etl.document_changes as changes
left join etl.runs as runs on runs.estate_id = changes.estate_id and runs.run_id = changes.run_id
left join etl.files as files
  on
    files.estate_id = changes.estate_id
    and files.source = changes.source
    and files.dataset = 'ventes_lignes'
    and files.file_hash = changes.file_hash
where changes.estate_id = :'estate' and changes.source = :'source' and changes.document_id = :'document_id'
order by runs.started_at desc nulls last, changes.run_id desc, changes.file_hash
