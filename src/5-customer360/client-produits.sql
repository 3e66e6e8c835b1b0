-- One row per client and product. Bottles, 75-cl equivalents and money in ten-thousandths.
select
  client_produits.client_code,
  client_produits.produit_key,
  client_produits.bottles,
  client_produits.units,
  client_produits.net_ht,
  client_produits.net_ttc,
  client_produits.last_bottles,
  client_produits.first_on,
  client_produits.last_on
from client_produits
where
  client_produits.estate_id = :'estate_id'
  and client_produits.client_code between :'first_code' and :'last_code'
order by client_produits.client_code, client_produits.produit_key
