-- One row per reason a line was refused, of the files a run curated or of one file; in the order of file and line.
select
  rejects.source,
  rejects.dataset,
  files.original_name as "originalName",
  rejects.file_hash as "fileHash",
  rejects.file_line as "fileLine",
  rejects.column_name as "columnName",
  rejects.code,
  rejects.raw_value as "rawValue",
  rejects.sentence_fr as "sentenceFr",
  rejects.mt_ht as "mtHt"
from etl.rejects as rejects
inner join etl.files as files
  on files.estate_id = rejects.estate_id
  and files.source = rejects.source
  and files.dataset = rejects.dataset
  and files.file_hash = rejects.file_hash
inner join etl.curations as curations
  on curations.estate_id = rejects.estate_id
  and curations.source = rejects.source
  and curations.dataset = rejects.dataset
  and curations.file_hash = rejects.file_hash
where rejects.estate_id = :'estate'
  and (:'run_id'::uuid is null or curations.run_id = :'run_id'::uuid)
  and (:'file_hash'::text is null or starts_with(rejects.file_hash, :'file_hash'::text))
order by
  files.exported_at, rejects.source, rejects.dataset, rejects.file_hash, rejects.file_line, rejects.column_name, rejects.code
limit :'limit'::bigint
