-- One row per client and message handed over to anybody of their household.
select
  clients.client_code,
  messages.handed_on,
  messages.client_code = clients.client_code or messages.client_code like '@%' as is_own
from etl.clients as clients
inner join messages
  on messages.estate_id = clients.estate_id and messages.household_key = clients.household_key
where
  clients.estate_id = :'estate_id'
  and clients.client_code between :'first_code' and :'last_code'
