-- Creates one estate, once.
insert into app.estates (estate_id, name, is_demo)
values (:'estate', :'name', :'is_demo'::boolean)
on conflict (estate_id) do nothing
