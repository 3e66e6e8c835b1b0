-- One row per client who bears an address.
select clients.client_code as "clientCode"
from etl.clients as clients
where
  clients.estate_id = :'estate_id'
  and (etl.email_hash(clients.email) = :'email_hash' or :'email' = any(clients.other_emails))
