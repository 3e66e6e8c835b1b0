-- One row per code of some that no client of the estate bears.
select given.code
from unnest(:'clients'::text[]) as given (code)
where not exists (
  select
  from etl.clients as clients
  where clients.estate_id = :'estate_id' and clients.client_code = given.code
)
order by given.code
