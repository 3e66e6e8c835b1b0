-- One row: a client who has no lead score, and what their page says of it; none where the client is unknown.
select
  clients.is_till,
  coalesce(customer_360.is_profiled, true) as is_profiled
from etl.clients as clients
left join crm.customer_360 as customer_360
  on customer_360.estate_id = clients.estate_id and customer_360.client_code = clients.client_code
where clients.estate_id = :'estate_id' and clients.client_code = :'client_code'
