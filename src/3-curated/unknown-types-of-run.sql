-- One row per document type that a file of the run names and its profile does not know, with the lines it was refused for. In a
-- line whose cells have slipped, any word may stand there: it is no type.
select
  files.original_name as "originalName",
  rejects.source,
  rejects.raw_value as "type",
  count(*)::integer as lines
from etl.curations as curations
inner join etl.files as files using (estate_id, source, dataset, file_hash)
inner join etl.rejects as rejects using (estate_id, source, dataset, file_hash)
where
  curations.estate_id = :'estate'
  and curations.run_id = :'run_id'
  and curations.dataset = 'ventes_lignes'
  and rejects.code = 'UNKNOWN_DOCUMENT_TYPE'
  and not exists (
    select
    from etl.rejects as slipped
    where
      slipped.estate_id = rejects.estate_id
      and slipped.source = rejects.source
      and slipped.dataset = rejects.dataset
      and slipped.file_hash = rejects.file_hash
      and slipped.file_line = rejects.file_line
      and slipped.column_name = 'source_issue'
  )
group by files.exported_at, files.original_name, files.file_hash, rejects.source, rejects.raw_value
order by files.exported_at, files.original_name collate "C", files.file_hash, rejects.source, count(*) desc, rejects.raw_value
