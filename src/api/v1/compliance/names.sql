-- One row per client named: what they are called.
select clients.client_code as "clientCode", coalesce(clients.nom, '') as nom, coalesce(clients.prenom, '') as prenom
from etl.clients as clients
where clients.estate_id = :'estate' and clients.client_code = any(:'codes'::text[])
