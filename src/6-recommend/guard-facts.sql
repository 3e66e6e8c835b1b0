-- One row per client: what may forbid a letter, and the segment. Who has no page (the till) has no segment and no day.
select
  clients.client_code,
  clients.household_key,
  pages.segment,
  coalesce(pages.has_email, false) as has_email,
  coalesce(pages.is_bounced, false) as is_bounced,
  coalesce(pages.is_opted_out, false) as is_opted_out,
  clients.is_trade,
  clients.is_till,
  etl.refuses_profiling(clients.estate_id, clients.client_code) as refuses_profiling,
  coalesce(pages.legal_basis, 'none') as legal_basis,
  clients.date_naissance,
  pages.last_contact_on,
  coalesce(pages.contact_count_365d, 0) as contact_count_365d,
  coalesce(pages.net_ht, 0)::float8 as net_ht,
  pages.last_order_on,
  pages.as_of_on
from etl.clients as clients
left join crm.customer_360 as pages
  on pages.estate_id = clients.estate_id and pages.client_code = clients.client_code
where clients.estate_id = :'estate_id'
order by clients.client_code
