-- One row per segment, R×F cell and rhythm that somebody is in, with how many and what they brought.
select
  segment,
  tier,
  rhythm,
  nullif(recency_score, 0) as recency,
  nullif(frequency_score, 0) as frequency,
  client_count as "clientCount",
  round(net_ht, 2)::float8 as "netHt"
from crm.segment_cells
where estate_id = :'estate'
