-- The web's own database role. It sees one estate at a time, the one of `cuvee.estate`, whatever a statement asks for;
-- the pipeline owns the tables and is not held by this. Whoever connects must be a member of the role to serve the page.

create function app.guard_estate_tables() returns void language plpgsql as $$
declare
  guarded record;
begin
  if not exists (select from pg_roles where rolname = 'cuvee_web') then return; end if;
  grant usage on schema app, etl, crm to cuvee_web;
  for guarded in
    select columns.table_schema as schema_name, columns.table_name
    from information_schema.columns
    inner join information_schema.tables
      on tables.table_schema = columns.table_schema and tables.table_name = columns.table_name
    where columns.table_schema in ('app', 'etl', 'crm')
      and columns.column_name = 'estate_id'
      and tables.table_type = 'BASE TABLE'
    order by 1, 2
  loop
    execute format('alter table %I.%I enable row level security', guarded.schema_name, guarded.table_name);
    execute format('drop policy if exists estate_of_the_web on %I.%I', guarded.schema_name, guarded.table_name);
    execute format(
      'create policy estate_of_the_web on %I.%I to cuvee_web using (estate_id = current_setting(''cuvee.estate'', true))',
      guarded.schema_name, guarded.table_name);
    execute format(
      'grant select, insert, update, delete on %I.%I to cuvee_web', guarded.schema_name, guarded.table_name);
  end loop;
  -- What nobody may rewrite from the page.
  revoke insert, update, delete on app.estates, app.backups, app.restore_drills, app.erasures, etl.suppressions from cuvee_web;
  revoke update, delete on app.journal, etl.suppressions, etl.files from cuvee_web;
  grant insert on etl.suppressions to cuvee_web;
end $$;

-- Roles belong to the server, not to the database: another database may have made it, or be making it now.
do $$
begin
  create role cuvee_web nologin;
exception
  when duplicate_object or unique_violation then null;
  when insufficient_privilege then raise notice 'cuvee_web could not be created: the page will ask for it';
end $$;

do $$
begin
  if not pg_has_role(current_user, 'cuvee_web', 'member') then
    execute format('grant cuvee_web to %I', current_user);
  end if;
exception
  when undefined_object or insufficient_privilege or duplicate_object or unique_violation then null;
end $$;

select app.guard_estate_tables();
