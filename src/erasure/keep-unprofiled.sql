-- One row: whoever was forgotten counts for the turnover, like the passing client, and is never profiled again (room 5).
insert into etl.overrides (estate_id, subject, subject_key, column_name, value, author)
values (:'estate', 'client', :'pseudonym', 'is_till', 'true', 'cuvee')
on conflict (estate_id, subject, subject_key, column_name) do nothing
