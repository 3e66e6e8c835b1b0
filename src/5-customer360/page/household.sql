-- One row per other client of the household.
select others.client_code as "clientCode", others.nom, others.prenom
from etl.clients as clients
inner join etl.clients as others
  on others.estate_id = clients.estate_id
  and others.household_key = clients.household_key
  and others.client_code <> clients.client_code
where clients.estate_id = :'estate_id' and clients.client_code = :'client_code'
order by others.client_code
