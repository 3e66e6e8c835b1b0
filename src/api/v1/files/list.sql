-- One row per file ever received, with what became of it.
select
  files.source,
  files.dataset,
  files.file_hash as "fileHash",
  files.original_name as name,
  files.byte_count::float8 as bytes,
  files.exported_at as "exportedAt",
  files.received_at as "receivedAt",
  case
    when stagings.status = 'stopped' then 'stopped'
    when loads.file_hash is not null then 'loaded'
    -- too far from earlier exports, and done again (4-warehouse/drift/set-aside.ts)
    when set_aside.file_hash is not null then 'replaced'
    when stagings.status = 'staged' then 'read'
    else 'received'
  end as state,
  case when stagings.status = 'stopped' then stagings.stop_sentence end as stopped,
  coalesce(stagings.stop_code = 'UNKNOWN_HEADERS', false) as "needsMapping",
  curations.rows_read::int as "rowsRead",
  curations.rows_kept::int as "rowsKept",
  curations.rows_rejected::int as "rowsRejected",
  files.archived_path as "archivedPath",
  stagings.staging_path as "stagingPath",
  stagings.reading ->> 'encoding' as encoding,
  curations.curated_path as "curatedPath"
from etl.files as files
left join etl.stagings as stagings
  on stagings.estate_id = files.estate_id
  and stagings.source = files.source
  and stagings.dataset = files.dataset
  and stagings.file_hash = files.file_hash
left join etl.curations as curations
  on curations.estate_id = files.estate_id
  and curations.source = files.source
  and curations.dataset = files.dataset
  and curations.file_hash = files.file_hash
left join etl.loads as loads
  on loads.estate_id = files.estate_id
  and loads.source = files.source
  and loads.dataset = files.dataset
  and loads.file_hash = files.file_hash
left join etl.set_aside as set_aside
  on set_aside.estate_id = files.estate_id
  and set_aside.source = files.source
  and set_aside.dataset = files.dataset
  and set_aside.file_hash = files.file_hash
where files.estate_id = :'estate'
