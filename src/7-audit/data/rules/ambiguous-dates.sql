-- One row: day columns of the newest file of each dataset, and those in which nothing says whether day or month comes first.
with newest as (
  select distinct on (stagings.source, stagings.dataset)
    stagings.dataset,
    stagings.file_hash,
    stagings.reading
  from etl.stagings as stagings
  inner join etl.files as files
    on files.estate_id = stagings.estate_id
    and files.source = stagings.source
    and files.dataset = stagings.dataset
    and files.file_hash = stagings.file_hash
  where
    stagings.estate_id = :'estate_id'
    and stagings.status = 'staged'
    and files.exported_at::date <= :'as_of'::date
  order by stagings.source, stagings.dataset, files.exported_at desc, stagings.file_hash
),
day_columns as (
  select
    newest.dataset,
    newest.file_hash,
    day_column.key as column_name,
    day_column.value ->> 'evidence' as evidence
  from newest
  cross join lateral jsonb_each(coalesce(newest.reading -> 'dayOrders', '{}')) as day_column
)
select
  count(*) as "rowsChecked",
  count(*) filter (where day_columns.evidence <> 'decided') as "rowsFlagged",
  coalesce(
    jsonb_agg(
      jsonb_build_object(
        'subject', 'file:' || day_columns.dataset,
        'value', day_columns.column_name,
        'fileHash', day_columns.file_hash,
        'line', null
      )
      order by day_columns.dataset, day_columns.column_name
    ) filter (where day_columns.evidence <> 'decided'),
    '[]'
  ) as worst
from day_columns
