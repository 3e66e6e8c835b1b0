-- One row per client of the estate.
select client_code as "clientCode"
from etl.clients
where estate_id = :'estate'
order by client_code
