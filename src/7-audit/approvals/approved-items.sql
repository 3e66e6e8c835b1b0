-- One row per current recommendation whose very words are approved and whose client passes the audit.
select
  listed.client_code as "clientCode",
  listed.rank,
  listed.scenario,
  listed.slot,
  listed.produit_key as "produitKey",
  listed.wine_key as "wineKey",
  listed.produit_label as label,
  listed.millesime,
  listed.format,
  listed.prix_ttc as "prixTtc",
  listed.reason,
  items.content_hash as "contentHash",
  listed.inputs_hash as "inputsHash"
from crm.recommendations as listed
inner join crm.audit_verdicts as verdicts
  on verdicts.estate_id = listed.estate_id
  and verdicts.inputs_hash = listed.inputs_hash
  and verdicts.client_code = listed.client_code
inner join crm.approval_items as items
  on items.estate_id = listed.estate_id
  and items.client_code = listed.client_code
  and items.content_hash = crm.recommendation_hash(
    listed.client_code, listed.scenario, listed.produit_key, listed.produit_label, listed.millesime, listed.format,
    listed.prix_ttc, listed.reason
  )
where
  listed.estate_id = :'estate_id'
  and verdicts.is_eligible
  and items.decision = 'approved'
  and items.expires_at > :'at'::timestamptz
order by listed.client_code, listed.rank
