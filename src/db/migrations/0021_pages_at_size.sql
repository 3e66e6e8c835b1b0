-- What the pages of segments, wines and retention read at 100,000 clients without adding everybody up at each look.

-- What a wine is filed under, worked out when it is written: 2,000 of them at each look took 40 ms.
alter table etl.wines add column filing_name text collate "C"
  generated always as (etl.filing_name(name, wine_key)) stored;

-- Written by 5-customer360. One row per segment, rhythm and R×F cell that somebody is in, as of the last computation.
create table crm.segment_cells (
  estate_id text collate "C" not null,
  segment text collate "C" not null,
  tier text collate "C" not null,
  rhythm text collate "C" not null,
  -- 0: not scored
  recency_score integer not null,
  frequency_score integer not null,
  client_count integer not null,
  net_ht numeric(16, 4) not null,
  primary key (estate_id, segment, tier, rhythm, recency_score, frequency_score)
);

-- Written by 5-customer360. One row per segment clients were in at the computation before the last, and segment they are in now.
create table crm.segment_moves (
  estate_id text collate "C" not null,
  -- '': they were not known yet
  from_segment text collate "C" not null,
  to_segment text collate "C" not null,
  client_count integer not null,
  primary key (estate_id, from_segment, to_segment)
);

insert into crm.segment_cells (
  estate_id, segment, tier, rhythm, recency_score, frequency_score, client_count, net_ht
)
select
  estate_id, segment, tier, rhythm, coalesce(recency_score, 0), coalesce(frequency_score, 0), count(*), sum(net_ht)
from crm.customer_360
group by estate_id, segment, tier, rhythm, coalesce(recency_score, 0), coalesce(frequency_score, 0);

insert into crm.segment_moves (estate_id, from_segment, to_segment, client_count)
select later.estate_id, coalesce(earlier.segment, ''), later.segment, count(*)
from crm.customer_360_snapshots as later
inner join (
  select snapshots.estate_id, max(snapshots.as_of_on) as as_of_on
  from crm.customer_360_snapshots as snapshots
  group by snapshots.estate_id
) as now on now.estate_id = later.estate_id and now.as_of_on = later.as_of_on
inner join (
  select snapshots.estate_id, max(snapshots.as_of_on) as as_of_on
  from crm.customer_360_snapshots as snapshots
  where snapshots.as_of_on < (
    select max(latest.as_of_on) from crm.customer_360_snapshots as latest where latest.estate_id = snapshots.estate_id
  )
  group by snapshots.estate_id
) as before on before.estate_id = later.estate_id
left join crm.customer_360_snapshots as earlier
  on earlier.estate_id = later.estate_id
  and earlier.as_of_on = before.as_of_on
  and earlier.client_code = later.client_code
group by later.estate_id, coalesce(earlier.segment, ''), later.segment;

-- The few letters that ask « Restez-vous ? », and the few events that are an answer of a person.
create index outbox_stay on crm.outbox (estate_id, household_key, accepted_at)
  where letter ->> 'kind' = 'stay' and accepted_at is not null;
create index letter_events_answers on crm.letter_events (estate_id, letter_id, happened_at)
  where kind in ('click', 'stay');
