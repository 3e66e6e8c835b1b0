-- One row per client of the source: its lines are about to be told again from the first export on.
with cleared as (
  delete from etl.ventes_lignes where estate_id = :'estate' and source = :'source' returning client_code
)
insert into touched_clients (client_code)
select distinct client_code from cleared where client_code is not null
on conflict do nothing;
