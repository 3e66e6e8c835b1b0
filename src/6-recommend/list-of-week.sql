-- One row per client and rank of the current list, the most valuable clients first.
select
  recommendations.client_code as "clientCode",
  coalesce(clients.nom, '') as nom,
  coalesce(clients.prenom, '') as prenom,
  coalesce(customer_360.segment, '') as segment,
  recommendations.scenario,
  recommendations.slot,
  recommendations.produit_key as "produitKey",
  recommendations.produit_label as label,
  recommendations.reason,
  recommendations.prix_ttc as "prixTtc",
  recommendations.score::float8 as score,
  recommendations.rank,
  recommendations.millesime,
  recommendations.as_of_on as "asOf"
from crm.recommendations
inner join etl.clients
  on clients.estate_id = recommendations.estate_id and clients.client_code = recommendations.client_code
left join crm.customer_360
  on customer_360.estate_id = recommendations.estate_id and customer_360.client_code = recommendations.client_code
where recommendations.estate_id = :'estate'
order by customer_360.net_ht desc nulls last, recommendations.client_code, recommendations.rank
limit :'limit'::integer
