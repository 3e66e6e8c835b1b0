-- One row per column of an estate's tables that may hold words: plain text, JSON, or a list of texts.
select
  columns.table_schema || '.' || columns.table_name as "table",
  columns.column_name as "column",
  columns.data_type as "type"
from information_schema.columns
inner join information_schema.tables
  on tables.table_schema = columns.table_schema and tables.table_name = columns.table_name
inner join information_schema.columns as estates
  on
    estates.table_schema = columns.table_schema
    and estates.table_name = columns.table_name
    and estates.column_name = 'estate_id'
where
  columns.table_schema in ('app', 'etl', 'crm')
  and tables.table_type = 'BASE TABLE'
  and columns.column_name <> 'estate_id'
  and (columns.data_type in ('text', 'jsonb') or columns.udt_name = '_text')
order by 1, columns.ordinal_position
