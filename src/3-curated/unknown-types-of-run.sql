-- One row per document type that a file of the run names and its profile does not know, with the lines it was refused for.
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
group by files.exported_at, files.original_name, files.file_hash, rejects.source, rejects.raw_value
order by files.exported_at, files.original_name collate "C", files.file_hash, rejects.source, count(*) desc, rejects.raw_value
