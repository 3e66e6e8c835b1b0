-- One row per client and day with an order, in that order.
select distinct client_orders.client_code, client_orders.ordered_on
from client_orders
where
  client_orders.estate_id = :'estate_id'
  and client_orders.client_code between :'first_code' and :'last_code'
  and client_orders.is_order
order by client_orders.client_code, client_orders.ordered_on
