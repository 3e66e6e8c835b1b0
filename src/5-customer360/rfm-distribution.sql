-- One row per measure and value: how many private clients with a net order have it. Money in ten-thousandths.
with measures as (
  select
    client_orders.client_code,
    :'as_of'::date - max(client_orders.ordered_on) filter (where client_orders.is_order) as recency,
    count(*) filter (where client_orders.is_order) as frequency,
    (sum(client_orders.net_ht) * 10000)::int8 as monetary
  from client_orders
  inner join etl.clients as clients
    on clients.estate_id = client_orders.estate_id and clients.client_code = client_orders.client_code
  where client_orders.estate_id = :'estate_id' and not clients.is_trade and not clients.is_till
  group by client_orders.client_code
  having bool_or(client_orders.is_order) and sum(client_orders.net_ht) > 0
)
select spread.measure, spread.value, count(*) as client_count
from measures
cross join lateral (
  values ('recency', measures.recency::int8), ('frequency', measures.frequency), ('monetary', measures.monetary)
) as spread (measure, value)
group by spread.measure, spread.value
