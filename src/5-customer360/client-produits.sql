-- One row per client and product, returns taken off. Bottles, 75-cl equivalents and money in ten-thousandths.
select
  client_purchases.client_code,
  client_purchases.produit_key,
  (sum(client_purchases.bottles) * 10000)::int8 as bottles,
  (sum(client_purchases.units) * 10000)::int8 as units,
  (sum(client_purchases.net_ht) * 10000)::int8 as net_ht,
  (sum(client_purchases.net_ttc) * 10000)::int8 as net_ttc
from client_purchases
where
  client_purchases.estate_id = :'estate_id'
  and client_purchases.client_code between :'first_code' and :'last_code'
group by client_purchases.client_code, client_purchases.produit_key
order by client_purchases.client_code, client_purchases.produit_key
