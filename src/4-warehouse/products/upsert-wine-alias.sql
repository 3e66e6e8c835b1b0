-- One row: what a person says a name means.
insert into etl.wine_aliases (estate_id, alias_key, wine_key, confidence, author)
values (:'estate', :'alias_key', :'wine_key', 1, :'author')
on conflict (estate_id, alias_key) do update
set wine_key = excluded.wine_key, confidence = excluded.confidence, author = excluded.author
