-- One row per table of Cuvée: its columns, its constraints, and what is said after it (indexes, policies, comments).
with tables as (
  select
    relation.oid,
    relation.relrowsecurity as has_row_security,
    relation.relforcerowsecurity as has_forced_row_security,
    schema.nspname || '.' || relation.relname as table_name
  from pg_class as relation
  inner join pg_namespace as schema on schema.oid = relation.relnamespace
  where schema.nspname in ('app', 'etl', 'crm')
    and relation.relkind in ('r', 'p')
),

column_lines as (
  select
    tables.oid,
    array_agg(
      concat_ws(
        ' ',
        quote_ident(attribute.attname),
        format_type(attribute.atttypid, attribute.atttypmod),
        case
          when attribute.attcollation <> type.typcollation then 'collate ' || quote_ident(collation_used.collname)
        end,
        case when attribute.attnotnull then 'not null' end,
        case attribute.attgenerated when '' then 'default ' || pg_get_expr(default_value.adbin, default_value.adrelid) end,
        case attribute.attgenerated
          when 's' then 'generated always as (' || pg_get_expr(default_value.adbin, default_value.adrelid) || ') stored'
        end
      )
      order by attribute.attnum
    ) as columns
  from tables
  inner join pg_attribute as attribute on attribute.attrelid = tables.oid
  inner join pg_type as type on type.oid = attribute.atttypid
  left join pg_collation as collation_used on collation_used.oid = attribute.attcollation
  left join pg_attrdef as default_value
    on default_value.adrelid = attribute.attrelid
    and default_value.adnum = attribute.attnum
  where attribute.attnum > 0
    and not attribute.attisdropped
  group by tables.oid
),

constraint_lines as (
  select
    tables.oid,
    array_agg(
      'constraint ' || quote_ident(rule.conname) || ' ' || pg_get_constraintdef(rule.oid)
      order by position(rule.contype in 'pufxc'), rule.conname
    ) as constraints
  from tables
  inner join pg_constraint as rule on rule.conrelid = tables.oid
  where rule.contype in ('p', 'u', 'f', 'x', 'c')
    and rule.conparentid = 0
  group by tables.oid
),

-- A constraint's own index is already said by the constraint.
index_lines as (
  select
    tables.oid,
    '1 ' || index_relation.relname as place,
    pg_get_indexdef(index_relation.oid) as line
  from tables
  inner join pg_index as index on index.indrelid = tables.oid
  inner join pg_class as index_relation on index_relation.oid = index.indexrelid
  where not exists (
    select from pg_constraint as rule
    where rule.conindid = index_relation.oid
      and rule.conrelid = tables.oid
      and rule.contype in ('p', 'u', 'x')
  )
),

policy_lines as (
  select
    tables.oid,
    '3 ' || policy.polname as place,
    concat_ws(
      ' ',
      'create policy ' || quote_ident(policy.polname) || ' on ' || tables.table_name,
      case when not policy.polpermissive then 'as restrictive' end,
      case policy.polcmd when 'r' then 'for select' when 'a' then 'for insert' when 'w' then 'for update' when 'd' then 'for delete' end,
      'using (' || pg_get_expr(policy.polqual, policy.polrelid) || ')',
      'with check (' || pg_get_expr(policy.polwithcheck, policy.polrelid) || ')'
    ) as line
  from tables
  inner join pg_policy as policy on policy.polrelid = tables.oid
),

trigger_lines as (
  select
    tables.oid,
    '4 ' || trigger.tgname as place,
    pg_get_triggerdef(trigger.oid) as line
  from tables
  inner join pg_trigger as trigger on trigger.tgrelid = tables.oid
  where not trigger.tgisinternal
),

comment_lines as (
  select
    tables.oid,
    '5 ' || to_char(description.objsubid, 'FM0000') as place,
    'comment on '
    || case
      when attribute.attname is null then 'table ' || tables.table_name
      else 'column ' || tables.table_name || '.' || quote_ident(attribute.attname)
    end
    || ' is ' || quote_literal(description.description) as line
  from tables
  inner join pg_description as description
    on description.objoid = tables.oid
    and description.classoid = 'pg_class'::regclass
  left join pg_attribute as attribute
    on attribute.attrelid = tables.oid
    and attribute.attnum = description.objsubid
    and attribute.attnum > 0
),

after_lines as (
  select oid, place, line from index_lines
  union all
  select oid, '2', 'alter table ' || table_name || ' enable row level security' from tables where has_row_security
  union all
  select oid, '2 force', 'alter table ' || table_name || ' force row level security' from tables where has_forced_row_security
  union all
  select oid, place, line from policy_lines
  union all
  select oid, place, line from trigger_lines
  union all
  select oid, place, line from comment_lines
),

after_tables as (
  select oid, array_agg(line order by place collate "C", line collate "C") as after
  from after_lines
  group by oid
)

select
  tables.table_name,
  column_lines.columns,
  coalesce(constraint_lines.constraints, '{}'::text[]) as constraints,
  coalesce(after_tables.after, '{}'::text[]) as after
from tables
left join column_lines on column_lines.oid = tables.oid
left join constraint_lines on constraint_lines.oid = tables.oid
left join after_tables on after_tables.oid = tables.oid
order by tables.table_name collate "C";
