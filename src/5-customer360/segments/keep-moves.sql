-- One row per segment before and segment now, with how many clients went that way; none where there is no day before.
-- Moves that stay as they were are not written again.
with counted as (
  select coalesce(earlier.segment, '') as from_segment, later.segment as to_segment, count(*) as client_count
  from crm.customer_360_snapshots as later
  left join crm.customer_360_snapshots as earlier
    on earlier.estate_id = later.estate_id
    and earlier.as_of_on = :'before'::date
    and earlier.client_code = later.client_code
  where later.estate_id = :'estate_id' and later.as_of_on = :'as_of'::date and :'before'::date is not null
  group by 1, 2
),

ended as (
  delete from crm.segment_moves as known
  where
    known.estate_id = :'estate_id'
    and (known.from_segment, known.to_segment) not in (
      select counted.from_segment, counted.to_segment from counted
    )
)

insert into crm.segment_moves as known (estate_id, from_segment, to_segment, client_count)
select :'estate_id', counted.from_segment, counted.to_segment, counted.client_count
from counted
order by 2, 3
on conflict (estate_id, from_segment, to_segment) do update
set client_count = excluded.client_count
where known.client_count <> excluded.client_count
