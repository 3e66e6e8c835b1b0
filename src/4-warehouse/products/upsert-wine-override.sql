-- Keeps one correction of a wine; a later one of the same column takes its place.
insert into etl.overrides (estate_id, subject, subject_key, column_name, value, author)
values (:'estate', 'wine', :'wine_key', :'column', :'value', :'author')
on conflict (estate_id, subject, subject_key, column_name) do update
set value = excluded.value, author = excluded.author, decided_at = now()
