-- One row per day of the last two computations, the latest first.
with recursive days as (
  (
    select max(latest.as_of_on) as as_of_on
    from crm.customer_360_snapshots as latest
    where latest.estate_id = :'estate_id'
  )
  union all
  select (
    select max(earlier.as_of_on)
    from crm.customer_360_snapshots as earlier
    where earlier.estate_id = :'estate_id' and earlier.as_of_on < days.as_of_on
  )
  from days
  where days.as_of_on is not null
)
select days.as_of_on as "asOf"
from days
where days.as_of_on is not null
order by days.as_of_on desc
limit 2
