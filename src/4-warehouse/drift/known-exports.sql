-- One row per export that was read and cleaned, loaded or not: what it carried and how much of it was kept.
select
  curations.source,
  curations.dataset,
  curations.file_hash as "fileHash",
  files.original_name as "originalName",
  files.exported_at as "exportedAt",
  curations.rows_read as "rowsRead",
  curations.rows_kept as "rowsKept",
  curations.rows_rejected as "rowsRejected",
  curations.mt_ht_kept::float8 as "mtHtKept",
  curations.first_day as "firstDay",
  curations.last_day as "lastDay",
  coalesce(stagings.reading -> 'headers', '[]'::jsonb) as headers,
  loads.file_hash is not null as "isLoaded"
from etl.curations
inner join etl.files using (estate_id, source, dataset, file_hash)
left join etl.stagings using (estate_id, source, dataset, file_hash)
left join etl.loads using (estate_id, source, dataset, file_hash)
-- given up for one that was exported again (set-aside.ts)
left join etl.set_aside using (estate_id, source, dataset, file_hash)
where curations.estate_id = :'estate' and set_aside.file_hash is null
order by files.exported_at, files.received_at, files.original_name collate "C", curations.file_hash, curations.source, curations.dataset;
