-- One row per client with a document. Bottles and money in ten-thousandths.
select
  client_orders.client_code,
  count(*) filter (where client_orders.is_order) as order_count,
  sum(client_orders.line_count) as line_count,
  (sum(client_orders.bottles) * 10000)::int8 as bottles,
  (sum(client_orders.net_ht) * 10000)::int8 as net_ht,
  (sum(client_orders.net_ttc) * 10000)::int8 as net_ttc,
  min(client_orders.ordered_on) filter (where client_orders.is_order) as first_order_on,
  max(client_orders.ordered_on) filter (where client_orders.is_order) as last_order_on
from client_orders
where
  client_orders.estate_id = :'estate_id'
  and client_orders.client_code between :'first_code' and :'last_code'
group by client_orders.client_code
