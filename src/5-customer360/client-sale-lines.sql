-- One row per client who bought: a line of the last order, one that carries an e-mail where the export says so.
select distinct on (client_orders.client_code)
  client_orders.client_code,
  client_orders.source,
  client_orders.document_id,
  client_orders.sale_line_id as line_id,
  client_orders.ordered_on
from client_orders
where
  client_orders.estate_id = :'estate_id'
  and client_orders.client_code between :'first_code' and :'last_code'
  and client_orders.is_order
  and client_orders.sale_line_id is not null
order by
  client_orders.client_code, client_orders.ordered_on desc, client_orders.source, client_orders.document_id
