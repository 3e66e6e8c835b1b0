-- One row per client the file tells of: sales may have to fill what it leaves empty.
insert into touched_clients (client_code)
select distinct client_code from incoming_clients
on conflict do nothing;
