-- One row: an audience under its name.
insert into crm.saved_audiences (estate_id, name, filter, author, saved_at)
values (:'estate_id', :'name', :'filter'::jsonb, :'author', :'saved_at'::timestamptz)
on conflict (estate_id, name) do update
set filter = excluded.filter, author = excluded.author, saved_at = excluded.saved_at
