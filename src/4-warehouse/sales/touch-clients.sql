-- One row per client whose documents the file changes.
insert into touched_clients (client_code)
select distinct client_code from told_codes where is_touched order by client_code
on conflict do nothing;
