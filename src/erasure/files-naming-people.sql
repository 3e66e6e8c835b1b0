-- One row per received file of a dataset that names people, with the files made of it.
select
  files.source,
  files.dataset,
  files.file_hash as "fileHash",
  files.archived_path as "archivedPath",
  stagings.staging_path as "stagingPath",
  stagings.status as "stagingStatus",
  curations.curated_path as "curatedPath",
  curations.rejects_path as "rejectsPath",
  curations.warnings
from etl.files
left join etl.stagings
  on
    stagings.estate_id = files.estate_id
    and stagings.source = files.source
    and stagings.dataset = files.dataset
    and stagings.file_hash = files.file_hash
left join etl.curations
  on
    curations.estate_id = files.estate_id
    and curations.source = files.source
    and curations.dataset = files.dataset
    and curations.file_hash = files.file_hash
where files.estate_id = :'estate' and files.dataset in ('ventes_lignes', 'clients', 'contacts')
order by files.source, files.dataset, files.exported_at, files.file_hash
