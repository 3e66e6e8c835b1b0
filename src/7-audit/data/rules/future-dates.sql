-- One row: rows of the newest file of each dataset, and those refused for a day that has not come.
with newest as (
  select distinct on (curations.source, curations.dataset)
    curations.source,
    curations.dataset,
    curations.file_hash,
    curations.rows_read
  from etl.curations as curations
  inner join etl.files as files
    on files.estate_id = curations.estate_id
    and files.source = curations.source
    and files.dataset = curations.dataset
    and files.file_hash = curations.file_hash
  where curations.estate_id = :'estate_id' and files.exported_at::date <= :'as_of'::date
  order by curations.source, curations.dataset, files.exported_at desc, curations.file_hash
),
refused as (
  select rejects.dataset, rejects.file_hash, rejects.file_line, rejects.raw_value
  from newest
  inner join etl.rejects as rejects
    on rejects.source = newest.source and rejects.dataset = newest.dataset and rejects.file_hash = newest.file_hash
  where rejects.estate_id = :'estate_id' and rejects.code in ('DAY_FUTURE')
)
select
  (select coalesce(sum(newest.rows_read), 0) from newest)::bigint as "rowsChecked",
  count(*) as "rowsFlagged",
  (
    select coalesce(jsonb_agg(to_jsonb(shown)), '[]')
    from (
      select
        'file:' || refused.dataset as subject,
        refused.raw_value as value,
        refused.file_hash as "fileHash",
        refused.file_line as line
      from refused
      order by refused.dataset, refused.file_line
      limit 20
    ) as shown
  ) as worst
from refused
