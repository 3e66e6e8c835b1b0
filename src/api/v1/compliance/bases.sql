-- One row per legal basis: clients who stand on it, and those of them a letter may reach today.
select
  pages.legal_basis as basis,
  count(*)::integer as clients,
  count(*) filter (
    where
      pages.legal_basis <> 'none' and pages.has_email and not pages.is_bounced and not pages.is_opted_out and not pages.is_till
  )::integer as reachable
from crm.customer_360 as pages
where pages.estate_id = :'estate'
group by pages.legal_basis
order by count(*) desc, pages.legal_basis
