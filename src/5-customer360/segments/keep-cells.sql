-- One row per segment, rhythm and R×F cell that somebody is in, with how many and what they brought; 0 stands for "not scored".
-- Cells that stay as they were are not written again.
with counted as (
  select
    pages.segment,
    pages.tier,
    pages.rhythm,
    coalesce(pages.recency_score, 0) as recency_score,
    coalesce(pages.frequency_score, 0) as frequency_score,
    count(*) as client_count,
    sum(pages.net_ht) as net_ht
  from crm.customer_360 as pages
  where pages.estate_id = :'estate_id'
  group by 1, 2, 3, 4, 5
),

emptied as (
  delete from crm.segment_cells as known
  where
    known.estate_id = :'estate_id'
    and (known.segment, known.tier, known.rhythm, known.recency_score, known.frequency_score) not in (
      select counted.segment, counted.tier, counted.rhythm, counted.recency_score, counted.frequency_score from counted
    )
)

insert into crm.segment_cells as known (
  estate_id,
  segment,
  tier,
  rhythm,
  recency_score,
  frequency_score,
  client_count,
  net_ht
)
select
  :'estate_id',
  counted.segment,
  counted.tier,
  counted.rhythm,
  counted.recency_score,
  counted.frequency_score,
  counted.client_count,
  counted.net_ht
from counted
order by 2, 3, 4, 5, 6
on conflict (estate_id, segment, tier, rhythm, recency_score, frequency_score) do update
set client_count = excluded.client_count, net_ht = excluded.net_ht
where known.client_count <> excluded.client_count or known.net_ht <> excluded.net_ht
