-- One row per export and line the client stands in, as far as the warehouse still reads them.
with lines as (
  select source, 'ventes_lignes' as dataset, file_hash, file_line
  from etl.ventes_lignes
  where estate_id = :'estate' and client_code = :'client_code'
  union
  select source, 'contacts', file_hash, file_line
  from etl.contacts
  where estate_id = :'estate' and client_code = :'client_code'
  union
  select codes.source, files.dataset, codes.file_hash, codes.file_line
  from etl.client_source_codes as codes
  inner join etl.files
    on files.estate_id = codes.estate_id and files.source = codes.source and files.file_hash = codes.file_hash
  where codes.estate_id = :'estate' and codes.client_code = :'client_code'
)
select files.original_name, lines.source, lines.dataset, lines.file_line, files.exported_at
from lines
inner join etl.files
  on
    files.estate_id = :'estate'
    and files.source = lines.source
    and files.dataset = lines.dataset
    and files.file_hash = lines.file_hash
order by files.exported_at, files.original_name, lines.file_line
