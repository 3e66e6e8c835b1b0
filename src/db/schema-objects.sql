-- One row per type, function or view of Cuvée, with a definition that reads as SQL (of a view: its columns only).
with schemas as (
  select oid, nspname
  from pg_namespace
  where nspname in ('app', 'etl', 'crm')
),

enums as (
  select
    'create type ' || schemas.nspname || '.' || quote_ident(type.typname) || ' as enum ('
    || string_agg(quote_literal(label.enumlabel), ', ' order by label.enumsortorder) || ')' as definition
  from schemas
  inner join pg_type as type on type.typnamespace = schemas.oid
  inner join pg_enum as label on label.enumtypid = type.oid
  group by schemas.nspname, type.typname
),

domains as (
  select
    'create domain ' || schemas.nspname || '.' || quote_ident(type.typname) || ' as '
    || format_type(type.typbasetype, type.typtypmod)
    || coalesce(string_agg(' ' || pg_get_constraintdef(rule.oid), '' order by rule.conname) filter (where rule.contype = 'c'), '')
    || case when type.typnotnull then ' not null' else '' end as definition
  from schemas
  inner join pg_type as type on type.typnamespace = schemas.oid and type.typtype = 'd'
  left join pg_constraint as rule on rule.contypid = type.oid
  group by schemas.nspname, type.typname, type.typbasetype, type.typtypmod, type.typnotnull
),

functions as (
  select pg_get_functiondef(routine.oid) as definition
  from schemas
  inner join pg_proc as routine on routine.pronamespace = schemas.oid
  where routine.prokind in ('f', 'p')
),

views as (
  select
    'create ' || case relation.relkind when 'm' then 'materialized view ' else 'view ' end
    || schemas.nspname || '.' || quote_ident(relation.relname) || ' ('
    || string_agg(
      quote_ident(attribute.attname) || ' ' || format_type(attribute.atttypid, attribute.atttypmod),
      ', ' order by attribute.attnum
    )
    || ')' as definition
  from schemas
  inner join pg_class as relation on relation.relnamespace = schemas.oid and relation.relkind in ('v', 'm')
  inner join pg_attribute as attribute on attribute.attrelid = relation.oid and attribute.attnum > 0
  where not attribute.attisdropped
  group by schemas.nspname, relation.relname, relation.relkind
),

objects as (
  select 1 as place, definition from enums
  union all
  select 2, definition from domains
  union all
  select 3, definition from functions
  union all
  select 4, definition from views
)

select definition
from objects
order by place, definition collate "C";
