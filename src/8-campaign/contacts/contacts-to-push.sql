-- One row per client of those asked for whose address may be at Brevo, in the order of the codes: what is said of them there. An
-- address that anybody else bears who objected, or that no longer receives, is left out.
select
  clients.client_code as "clientCode",
  lower(clients.email) as email,
  pages.segment,
  pages.rfm_code as "rfmCode",
  pages.order_count as "orderCount",
  pages.net_ht::float8 as "netHt",
  pages.first_order_on as "firstOrderOn",
  pages.last_order_on as "lastOrderOn"
from etl.clients as clients
inner join crm.customer_360 as pages
  on pages.estate_id = clients.estate_id and pages.client_code = clients.client_code
where
  clients.estate_id = :'estate_id'
  and clients.client_code = any(:'client_codes'::text[])
  and clients.email is not null
  and not exists (
    select
    from etl.clients as others
    inner join crm.customer_360 as their_pages
      on their_pages.estate_id = others.estate_id and their_pages.client_code = others.client_code
    where
      others.estate_id = clients.estate_id
      and etl.email_hash(others.email) = etl.email_hash(clients.email)
      and (their_pages.is_opted_out or their_pages.is_bounced)
  )
  and not exists (
    select
    from etl.suppressions as suppressions
    where
      suppressions.estate_id = clients.estate_id and suppressions.subject_hash = etl.email_hash(clients.email)
  )
order by clients.client_code
