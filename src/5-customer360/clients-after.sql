-- One row per client after a code, in the order of the codes; the till is nobody.
select
  clients.client_code,
  clients.email is not null as has_email,
  clients.is_trade,
  not etl.refuses_profiling(clients.estate_id, clients.client_code) as is_profiled
from etl.clients as clients
where
  clients.estate_id = :'estate_id'
  and clients.client_code > :'after_code'
  and not clients.is_till
order by clients.client_code
limit :'limit'::int
