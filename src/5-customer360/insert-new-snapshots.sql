-- One row per client who has no snapshot of this day yet.
insert into crm.customer_360_snapshots (
  estate_id,
  as_of_on,
  client_code,
  segment,
  tier,
  rfm_code,
  recency_days,
  order_count,
  net_ht,
  p_alive,
  value_12m_ht,
  cluster_id
)
select
  page.estate_id,
  page.as_of_on,
  page.client_code,
  page.segment,
  page.tier,
  page.rfm_code,
  page.recency_days,
  page.order_count,
  page.net_ht,
  page.p_alive,
  page.value_12m_ht,
  page.cluster_id
from crm.customer_360 as page
where
  page.estate_id = :'estate_id'
  and page.as_of_on = :'as_of'::date
on conflict (estate_id, as_of_on, client_code) do nothing
