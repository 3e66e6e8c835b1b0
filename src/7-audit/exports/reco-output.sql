-- One row per current recommendation, in the order of clients and ranks, with what a person decided about it.
select
  listed.client_code as "clientCode",
  coalesce(clients.nom, '') as nom,
  coalesce(clients.prenom, '') as prenom,
  coalesce(pages.segment, '') as segment,
  listed.rank,
  listed.scenario,
  listed.slot,
  listed.produit_key as "produitKey",
  listed.produit_label as label,
  listed.millesime,
  listed.format,
  listed.prix_ttc as "prixTtc",
  listed.score,
  listed.reason,
  coalesce(items.decision, 'pending') as decision
from crm.recommendations as listed
left join etl.clients as clients
  on clients.estate_id = listed.estate_id and clients.client_code = listed.client_code
left join crm.customer_360 as pages
  on pages.estate_id = listed.estate_id and pages.client_code = listed.client_code
left join crm.approval_items as items
  on items.estate_id = listed.estate_id
  and items.client_code = listed.client_code
  and items.content_hash = crm.recommendation_hash(
    listed.client_code, listed.scenario, listed.produit_key, listed.produit_label, listed.millesime, listed.format,
    listed.prix_ttc, listed.reason
  )
where listed.estate_id = :'estate_id'
order by listed.client_code, listed.rank
