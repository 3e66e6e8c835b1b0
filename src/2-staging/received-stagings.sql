-- One row per file an estate has received, with what this room has made of it so far.
select files.source,
       files.dataset,
       files.file_hash as "fileHash",
       files.original_name as "originalName",
       files.archived_path as "archivedPath",
       files.exported_at as "exportedAt",
       stagings.status,
       stagings.profile_hash as "profileHash",
       stagings.run_id as "runId",
       stagings.rows_read as "rowsRead",
       stagings.reading -> 'warnings' as warnings,
       stagings.stop_sentence as "stopSentence"
from etl.files as files
left join etl.stagings as stagings
  on stagings.estate_id = files.estate_id
  and stagings.source = files.source
  and stagings.dataset = files.dataset
  and stagings.file_hash = files.file_hash
where files.estate_id = :'estate'
order by files.exported_at, files.original_name collate "C", files.file_hash, files.source, files.dataset
