-- Replaces what an estate changed in its settings; no row where it was changed since the version seen (null: whatever it is).
insert into app.settings (estate_id, changes, updated_by)
values (:'estate', :'changes'::jsonb, :'actor')
on conflict (estate_id) do update
set changes = excluded.changes,
    version = app.settings.version + 1,
    updated_by = excluded.updated_by,
    updated_at = now()
where :'version'::integer is null or app.settings.version = :'version'::integer
