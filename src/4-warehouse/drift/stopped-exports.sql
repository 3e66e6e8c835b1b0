-- One row per export that could not be read because of its headers, newer than every export of its source and dataset that
-- could, where the warehouse already holds some.
with read_exports as (
  select curations.source, curations.dataset, max(files.exported_at) as exported_at, count(loads.file_hash) as loads
  from etl.curations
  inner join etl.files using (estate_id, source, dataset, file_hash)
  left join etl.loads using (estate_id, source, dataset, file_hash)
  where curations.estate_id = :'estate'
  group by curations.source, curations.dataset
)
select
  stagings.source,
  stagings.dataset,
  stagings.file_hash as "fileHash",
  files.original_name as "originalName",
  stagings.stop_sentence as sentence
from etl.stagings
inner join etl.files using (estate_id, source, dataset, file_hash)
inner join read_exports on read_exports.source = stagings.source and read_exports.dataset = stagings.dataset
where
  stagings.estate_id = :'estate'
  and stagings.status = 'stopped'
  and stagings.stop_code ~ 'HEADERS'
  and read_exports.loads > 0
  and files.exported_at > read_exports.exported_at
order by files.exported_at, files.original_name collate "C", stagings.file_hash;
