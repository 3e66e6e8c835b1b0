-- One row per file that a run curated: its account, and what was noticed.
select
  curations.dataset,
  files.original_name as "originalName",
  curations.rows_read as "rowsRead",
  curations.rows_kept as "rowsKept",
  curations.rows_rejected as "rowsRejected",
  curations.warnings
from etl.curations as curations
inner join etl.files as files
  on files.estate_id = curations.estate_id
  and files.source = curations.source
  and files.dataset = curations.dataset
  and files.file_hash = curations.file_hash
where curations.estate_id = :'estate'
  and curations.run_id = :'run_id'
order by files.exported_at, files.original_name collate "C", files.file_hash, files.source, files.dataset
