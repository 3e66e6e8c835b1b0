-- One row per file a run read: cleaned by it, or stopped in it.
select
  files.source,
  files.dataset,
  files.original_name as name,
  files.file_hash as "fileHash",
  case when stagings.status = 'stopped' then stagings.stop_sentence end as stopped,
  coalesce(stagings.stop_code = 'UNKNOWN_HEADERS', false) as "needsMapping",
  coalesce(curations.rows_read, 0)::int as "rowsRead",
  coalesce(curations.rows_kept, 0)::int as "rowsKept",
  coalesce(curations.rows_rejected, 0)::int as "rowsRejected",
  round(coalesce(curations.mt_ht_kept, 0), 2)::float8 as "mtHtKept",
  curations.first_day as "firstDay",
  curations.last_day as "lastDay",
  coalesce(curations.warnings, '{}') as warnings
from etl.files as files
inner join etl.stagings as stagings
  on stagings.estate_id = files.estate_id
  and stagings.source = files.source
  and stagings.dataset = files.dataset
  and stagings.file_hash = files.file_hash
left join etl.curations as curations
  on curations.estate_id = files.estate_id
  and curations.source = files.source
  and curations.dataset = files.dataset
  and curations.file_hash = files.file_hash
where files.estate_id = :'estate'
  and (curations.run_id = :'run_id'::uuid or (stagings.status = 'stopped' and stagings.run_id = :'run_id'::uuid))
order by files.dataset, files.exported_at, files.file_hash
