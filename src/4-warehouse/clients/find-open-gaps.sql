-- One row per touched client with a gap that sales may fill, or a filling of sales that may no longer hold. The client file's
-- own values and a person's corrections are never open.
insert into open_gaps
with touched as (
  select
    clients.client_code,
    clients.email,
    clients.code_postal,
    clients.ville,
    clients.provenance,
    coalesce(clients.provenance ->> 'email', case when clients.email is null then 'sales' end, '') = 'sales' as is_email_open,
    coalesce(clients.provenance ->> 'code_postal', case when clients.code_postal is null then 'sales' end, '') = 'sales'
    as is_code_postal_open,
    coalesce(clients.provenance ->> 'ville', case when clients.ville is null then 'sales' end, '') = 'sales' as is_ville_open,
    clients.pays
  from etl.clients
  inner join touched_clients on touched_clients.client_code = clients.client_code
  where clients.estate_id = :'estate'
)
select * from touched where is_email_open or is_code_postal_open or is_ville_open;
