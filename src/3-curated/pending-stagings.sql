-- One row per staged file with what this room has made of it so far, in the order of export.
select
  files.source,
  files.dataset,
  files.file_hash as "fileHash",
  files.original_name as "originalName",
  files.exported_at as "exportedAt",
  stagings.staging_path as "stagingPath",
  stagings.reading,
  stagings.rows_read as "rowsStaged",
  stagings.content_hash as "contentHash",
  curations.config_hash as "formerConfigHash",
  curations.curated_path as "formerCuratedPath",
  curations.rejects_path as "formerRejectsPath",
  curations.rows_rejected as "formerRowsRejected"
from etl.stagings as stagings
inner join etl.files as files
  on files.estate_id = stagings.estate_id
  and files.source = stagings.source
  and files.dataset = stagings.dataset
  and files.file_hash = stagings.file_hash
left join etl.curations as curations
  on curations.estate_id = stagings.estate_id
  and curations.source = stagings.source
  and curations.dataset = stagings.dataset
  and curations.file_hash = stagings.file_hash
where stagings.estate_id = :'estate'
  and stagings.status = 'staged'
order by files.exported_at, files.original_name collate "C", files.file_hash, files.source, files.dataset
