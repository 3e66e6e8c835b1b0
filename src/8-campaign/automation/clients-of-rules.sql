-- One row per client of some: what conditions ask of them. A client without a page has no tier.
select clients.client_code, pages.tier, pages.last_order_on
from etl.clients as clients
left join crm.customer_360 as pages
  on pages.estate_id = clients.estate_id and pages.client_code = clients.client_code
where clients.estate_id = :'estate_id' and clients.client_code = any(:'client_codes'::text[]) and not clients.is_till
order by clients.client_code
