-- One row per wine of the current list, with what the audit and a person said of it.
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
  details.promised_bottles as "promisedBottles",
  verdicts.score as "auditScore",
  coalesce(verdicts.is_eligible, false) as "isEligible",
  coalesce(last_words.decision, 'pending') as state
from crm.customer_360 as pages
inner join crm.recommendations as listed
  on listed.estate_id = pages.estate_id and listed.client_code = pages.client_code
inner join crm.recommendation_details as details
  on details.estate_id = listed.estate_id
  and details.inputs_hash = listed.inputs_hash
  and details.client_code = listed.client_code
  and details.rank = listed.rank
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
left join lateral (
  -- A word of this very computation needs no hash to be known again.
  select items.decision
  from crm.approval_items as items
  where
    items.estate_id = listed.estate_id
    and items.client_code = listed.client_code
    and items.expires_at > :'at'::timestamptz
    and (
      (items.inputs_hash = listed.inputs_hash and items.rank = listed.rank)
      or items.content_hash = crm.recommendation_hash(
        listed.client_code, listed.scenario, listed.produit_key, listed.produit_label, listed.millesime, listed.format,
        listed.prix_ttc, listed.reason
      )
    )
  order by items.decided_at desc
  limit 1
) as last_words on true
where pages.estate_id = :'estate' and :'inputs_hash'::text <> ''
