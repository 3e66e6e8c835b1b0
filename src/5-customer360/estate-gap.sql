-- One row: the median, among private clients with three purchase days or more, of their own median days between purchases.
-- Each client counts once, so that the few who come monthly do not speak for all.
with purchase_days as (
  select distinct client_orders.client_code, client_orders.ordered_on
  from client_orders
  inner join etl.clients as clients
    on clients.estate_id = client_orders.estate_id and clients.client_code = client_orders.client_code
  where
    client_orders.estate_id = :'estate_id'
    and client_orders.is_order
    and not clients.is_trade
    and not clients.is_till
),
gaps as (
  select
    purchase_days.client_code,
    purchase_days.ordered_on
    - lag(purchase_days.ordered_on) over (partition by purchase_days.client_code order by purchase_days.ordered_on)
    as gap_days
  from purchase_days
),
own_gaps as (
  select gaps.client_code, percentile_cont(0.5) within group (order by gaps.gap_days) as gap_days
  from gaps
  where gaps.gap_days is not null
  group by gaps.client_code
  having count(*) >= :'minimum_gaps'::int
)
select percentile_cont(0.5) within group (order by own_gaps.gap_days) as gap_days
from own_gaps
