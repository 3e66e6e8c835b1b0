-- One row per code that clients bear with and without leading zeros (0042 and 42), which a spreadsheet makes of one client: its
-- spellings, the shortest first. Codes of figures alone; one known from sales counts as long as it has any.
with numbered as (
  select clients.client_code, clients.origin, ltrim(clients.client_code, '0') as number
  from etl.clients as clients
  where clients.estate_id = :'estate' and clients.client_code ~ '^[0-9]+$'
),
shared as (
  select numbered.number
  from numbered
  group by numbered.number
  having count(*) > 1
),
alive as (
  select numbered.client_code, numbered.number
  from shared
  inner join numbered on numbered.number = shared.number
  where
    numbered.origin <> 'sales'
    or exists (
      select
      from etl.ventes_lignes as lignes
      where lignes.estate_id = :'estate' and lignes.client_code = numbered.client_code
    )
)
select array_agg(alive.client_code order by length(alive.client_code), alive.client_code) as codes
from alive
group by alive.number
having count(*) > 1
order by min(length(alive.client_code)), min(alive.client_code);
