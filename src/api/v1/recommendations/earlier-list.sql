-- One row per wine of an earlier list, with what the audit said of it then; decisions are about the current one.
select
  listed.client_code as "clientCode",
  coalesce(clients.nom, '') as nom,
  coalesce(clients.prenom, '') as prenom,
  pages.segment,
  pages.tier,
  pages.net_ht,
  listed.client_code || ':' || (9 - listed.rank)::text as place,
  listed.rank,
  listed.scenario,
  listed.slot,
  listed.produit_key as "produitKey",
  listed.wine_key as "wineKey",
  listed.produit_label as label,
  listed.millesime,
  listed.format,
  round(listed.prix_ttc, 2)::float8 as "prixTtc",
  coalesce(produits.famille_crm, wines.famille_crm) as family,
  listed.score::float8 as score,
  listed.reason,
  listed.promised_bottles as "promisedBottles",
  verdicts.score as "auditScore",
  coalesce(verdicts.is_eligible, false) as "isEligible",
  'pending' as state
from crm.customer_360 as pages
inner join crm.recommendation_details as listed
  on listed.estate_id = pages.estate_id and listed.client_code = pages.client_code
left join etl.clients as clients
  on clients.estate_id = listed.estate_id and clients.client_code = listed.client_code
left join etl.produits as produits
  on produits.estate_id = listed.estate_id and produits.produit_key = listed.produit_key
left join etl.wines as wines
  on wines.estate_id = listed.estate_id and wines.wine_key = listed.wine_key
left join crm.audit_verdicts as verdicts
  on verdicts.estate_id = listed.estate_id
  and verdicts.inputs_hash = listed.inputs_hash
  and verdicts.client_code = listed.client_code
where pages.estate_id = :'estate' and listed.inputs_hash = :'inputs_hash' and not listed.is_holdout and :'at' <> ''
