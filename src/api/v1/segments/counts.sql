-- One row per segment, R×F cell and rhythm that somebody is in, with how many and what they brought.
select
  segment,
  tier,
  rhythm,
  recency_score as recency,
  frequency_score as frequency,
  count(*)::int as "clientCount",
  round(sum(net_ht), 2)::float8 as "netHt"
from crm.customer_360
where estate_id = :'estate'
group by segment, tier, rhythm, recency_score, frequency_score
