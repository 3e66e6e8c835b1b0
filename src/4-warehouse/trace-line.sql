-- One row: where a line of the ledger came from, back to the file the estate exported.
select
  lines.file_line as "fileLine",
  lines.file_hash as "fileHash",
  files.original_name as "originalName",
  files.archived_path as "archivedPath",
  stagings.staging_path as "stagingPath",
  curations.curated_path as "curatedPath",
  files.exported_at as "exportedAt"
from etl.ventes_lignes as lines
inner join etl.files
  on
    files.estate_id = lines.estate_id
    and files.source = lines.source
    and files.dataset = 'ventes_lignes'
    and files.file_hash = lines.file_hash
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
where
  lines.estate_id = :'estate'
  and lines.source = :'source'
  and lines.document_id = :'document_id'
  and lines.line_id = :'line_id';
