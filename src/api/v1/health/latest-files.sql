-- One row per dataset of a source: the latest file that was cleaned, with what was noticed in it.
select distinct on (files.source, files.dataset)
  files.dataset,
  files.original_name as name,
  files.file_hash as "fileHash",
  files.exported_at as "exportedAt",
  curations.rows_read::int as "rowsRead",
  curations.rows_rejected::int as "rowsRejected",
  curations.warnings
from etl.files as files
inner join etl.curations as curations
  on curations.estate_id = files.estate_id
  and curations.source = files.source
  and curations.dataset = files.dataset
  and curations.file_hash = files.file_hash
where files.estate_id = :'estate'
order by files.source, files.dataset, files.exported_at desc, files.file_hash
