-- One row per client with a page: what lists are sorted and filtered by, and nothing wider, so that an index alone answers.
select
  client_code, segment, tier, cluster_id, rhythm, recency_score, frequency_score, net_ht, value_12m_ht, last_order_on,
  has_email, is_trade
from crm.customer_360
where estate_id = :'estate'
