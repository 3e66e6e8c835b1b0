-- One row, or none: the day of the current list in which a product is recommended to a client.
select listed.as_of_on
from crm.recommendations as listed
where
  listed.estate_id = :'estate_id'
  and listed.client_code = :'client_code'
  and listed.produit_key = :'produit_key'
limit 1
