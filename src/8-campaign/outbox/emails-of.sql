-- One row per client: the address to look a letter up by.
select clients.client_code as "clientCode", clients.email
from etl.clients as clients
where clients.estate_id = :'estate_id' and clients.client_code = any(:'client_codes'::text[])
