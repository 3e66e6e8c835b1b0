-- One row per reason a line was refused.
select
  rejects.source,
  rejects.dataset,
  files.original_name as name,
  rejects.file_hash as "fileHash",
  rejects.file_line::int as "fileLine",
  rejects.column_name as "column",
  rejects.code,
  rejects.raw_value as value,
  rejects.sentence_fr as sentence,
  round(rejects.mt_ht, 2)::float8 as "mtHt",
  files.exported_at as "exportedAt",
  curations.run_id as "runId",
  not exists (
    select
    from etl.files as newer
    where newer.estate_id = files.estate_id
      and newer.source = files.source
      and newer.dataset = files.dataset
      and (newer.exported_at, files.file_hash) > (files.exported_at, newer.file_hash)
      and exists (
        select
        from etl.curations as cleaned
        where cleaned.estate_id = newer.estate_id
          and cleaned.source = newer.source
          and cleaned.dataset = newer.dataset
          and cleaned.file_hash = newer.file_hash
      )
  ) as "isLatest",
  concat_ws(' ', rejects.source, rejects.dataset, rejects.file_hash, lpad(rejects.file_line::text, 9, '0'), rejects.column_name,
    rejects.code) as key
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
