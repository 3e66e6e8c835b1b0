-- One row per reason lines of the latest files were refused, the most frequent first.
with latest_files as (
  select distinct on (files.source, files.dataset) files.source, files.dataset, files.file_hash
  from etl.files as files
  inner join etl.curations as curations
    on curations.estate_id = files.estate_id
    and curations.source = files.source
    and curations.dataset = files.dataset
    and curations.file_hash = files.file_hash
  where files.estate_id = :'estate'
  order by files.source, files.dataset, files.exported_at desc, files.file_hash
)
select
  rejects.dataset,
  rejects.code,
  count(distinct (rejects.source, rejects.file_line))::int as lines,
  round(coalesce(sum(rejects.mt_ht), 0), 2)::float8 as "mtHt",
  min(rejects.sentence_fr) as example
from etl.rejects as rejects
inner join latest_files
  on latest_files.source = rejects.source
  and latest_files.dataset = rejects.dataset
  and latest_files.file_hash = rejects.file_hash
where rejects.estate_id = :'estate'
group by rejects.dataset, rejects.code
order by lines desc, rejects.dataset, rejects.code
