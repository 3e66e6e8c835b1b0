-- One row per client with a page: what is known to decide the next thing to do about them.
with first_items as (
  select listed.client_code, listed.scenario, listed.produit_label
  from crm.recommendations as listed
  where listed.estate_id = :'estate_id' and listed.rank = 1
)
select
  pages.client_code as "clientCode",
  pages.segment,
  pages.tier,
  first_items.scenario,
  first_items.produit_label as label,
  verdicts.is_eligible as "isEligible",
  pages.has_email as "hasEmail",
  pages.is_opted_out as "isOptedOut",
  pages.is_bounced as "isBounced",
  pages.is_trade as "isTrade",
  pages.order_count as "orderCount",
  pages.next_contact_on as "nextContactOn",
  pages.next_order_on as "nextOrderOn",
  pages.as_of_on as "asOf"
from crm.customer_360 as pages
left join first_items on first_items.client_code = pages.client_code
left join crm.recommendation_runs as runs on runs.estate_id = pages.estate_id and runs.is_current
left join crm.audit_verdicts as verdicts
  on verdicts.estate_id = pages.estate_id
  and verdicts.inputs_hash = runs.inputs_hash
  and verdicts.client_code = pages.client_code
where pages.estate_id = :'estate_id' and not pages.is_till
order by pages.client_code
