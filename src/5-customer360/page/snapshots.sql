-- One row per dated computation, the latest first: how the client moved between segments.
select
  snapshots.segment,
  snapshots.tier,
  snapshots.rfm_code as "rfmCode",
  snapshots.recency_days as "recencyDays",
  snapshots.order_count as "orderCount",
  snapshots.net_ht as "netHt",
  snapshots.p_alive as "pAlive",
  snapshots.value_12m_ht as "value12mHt",
  snapshots.cluster_id as "clusterId",
  snapshots.as_of_on as "asOf"
from crm.customer_360_snapshots as snapshots
where snapshots.estate_id = :'estate_id' and snapshots.client_code = :'client_code'
order by snapshots.as_of_on desc
