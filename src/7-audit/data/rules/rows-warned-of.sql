-- One row: rows of the newest file of each dataset, and those that cleaning warned of for one of the reasons given.
with newest as (
  select distinct on (curations.source, curations.dataset)
    curations.dataset,
    curations.file_hash,
    curations.rows_read,
    curations.warnings
  from etl.curations as curations
  inner join etl.files as files
    on files.estate_id = curations.estate_id
    and files.source = curations.source
    and files.dataset = curations.dataset
    and files.file_hash = curations.file_hash
  where curations.estate_id = :'estate_id' and files.exported_at::date <= :'as_of'::date
  order by curations.source, curations.dataset, files.exported_at desc, curations.file_hash
),
said as (
  select newest.dataset, newest.file_hash, (warning.value ->> 'count')::bigint as row_count, warning.value -> 'examples' as examples
  from newest
  cross join lateral jsonb_each(newest.warnings) as warning
  where warning.key = any(:'warnings'::text[])
)
select
  (select coalesce(sum(newest.rows_read), 0) from newest)::bigint as "rowsChecked",
  coalesce(sum(said.row_count), 0)::bigint as "rowsFlagged",
  (
    select coalesce(jsonb_agg(to_jsonb(shown)), '[]')
    from (
      select
        'file:' || said.dataset as subject,
        example.value ->> 'raw' as value,
        said.file_hash as "fileHash",
        (example.value ->> 'line')::bigint as line
      from said
      cross join lateral jsonb_array_elements(said.examples) as example
      order by said.dataset, (example.value ->> 'line')::bigint
      limit 20
    ) as shown
  ) as worst
from said
