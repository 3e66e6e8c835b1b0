-- One row per client with an order: the days, and the net of each in euros. What came back is taken off every order in
-- proportion, so that the days add up to the net of the client.
with order_days as (
  select
    client_orders.client_code,
    client_orders.ordered_on,
    count(*) filter (where client_orders.is_order) as order_count,
    sum(client_orders.net_ht) filter (where client_orders.is_order) as ordered_ht,
    sum(client_orders.net_ht) as net_ht
  from client_orders
  where
    client_orders.estate_id = :'estate_id'
    and client_orders.client_code between :'first_code' and :'last_code'
  group by client_orders.client_code, client_orders.ordered_on
)
select
  order_days.client_code,
  sum(order_days.order_count)::int as order_count,
  sum(order_days.net_ht)::float8 as net_ht,
  (sum(order_days.net_ht) / sum(order_days.ordered_ht))::float8 as kept_share,
  array_agg(order_days.ordered_on - date '1970-01-01' order by order_days.ordered_on)
  filter (where order_days.order_count > 0) as day_numbers,
  array_agg(order_days.ordered_ht::float8 order by order_days.ordered_on)
  filter (where order_days.order_count > 0) as ordered_ht
from order_days
group by order_days.client_code
having sum(order_days.order_count) > 0
order by order_days.client_code
