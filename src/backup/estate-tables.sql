-- One row per table that holds rows of estates (estate_id), with its columns in their order.
select
  columns.table_schema || '.' || columns.table_name as name,
  array_agg(columns.column_name::text order by columns.ordinal_position) as columns
from information_schema.columns
inner join information_schema.tables
  on tables.table_schema = columns.table_schema and tables.table_name = columns.table_name
where
  columns.table_schema in ('app', 'etl', 'crm')
  and tables.table_type = 'BASE TABLE'
  and columns.is_generated = 'NEVER'
group by columns.table_schema, columns.table_name
having bool_or(columns.column_name = 'estate_id')
order by 1
