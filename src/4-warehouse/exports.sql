-- One row per curated file of the estate, loaded or not, in the order the exports were made; not those set aside.
select
  curations.source,
  curations.dataset,
  curations.file_hash as "fileHash",
  files.original_name as "originalName",
  files.exported_at as "exportedAt",
  files.received_at as "receivedAt",
  curations.curated_path as "curatedPath",
  curations.rejects_path as "rejectsPath",
  curations.rows_kept as "rowsKept",
  curations.mt_ht_kept as "mtHtKept",
  curations.first_day as "firstDay",
  curations.last_day as "lastDay",
  curations.config_hash as "configHash",
  curations.repeats_hash as "repeatsHash",
  loads.loaded_at as "loadedAt",
  -- curated anew since, under other settings: to be loaded again
  loads.file_hash is not null and loads.config_hash = curations.config_hash as "isLoaded",
  loads.file_hash is not null and loads.config_hash <> curations.config_hash as "isCuratedAnew"
from etl.curations
inner join etl.files using (estate_id, source, dataset, file_hash)
left join etl.loads using (estate_id, source, dataset, file_hash)
-- given up for one that was exported again (drift/set-aside.ts)
left join etl.set_aside using (estate_id, source, dataset, file_hash)
where curations.estate_id = :'estate' and set_aside.file_hash is null
order by curations.dataset, files.exported_at, files.received_at, files.original_name collate "C", curations.file_hash, curations.source;
