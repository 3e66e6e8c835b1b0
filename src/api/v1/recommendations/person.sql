-- One row, or none: the client a list is for.
select
  pages.client_code as "clientCode",
  coalesce(clients.nom, '') as nom,
  coalesce(clients.prenom, '') as prenom,
  pages.segment,
  pages.tier
from crm.customer_360 as pages
left join etl.clients as clients
  on clients.estate_id = pages.estate_id and clients.client_code = pages.client_code
where pages.estate_id = :'estate' and pages.client_code = :'client_code'
