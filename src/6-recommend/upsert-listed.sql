-- Writes one row per client and rank of a computation, households held out left aside; a row already there is not touched.
insert into crm.recommendations as listed (
  estate_id, client_code, rank, inputs_hash, as_of_on, scenario, slot, produit_key, wine_key, produit_label, millesime,
  format, prix_ttc, score, reason
)
select
  details.estate_id,
  details.client_code,
  details.rank,
  details.inputs_hash,
  :'as_of'::date,
  details.scenario,
  details.slot,
  details.produit_key,
  details.wine_key,
  details.produit_label,
  details.millesime,
  details.format,
  details.prix_ttc,
  details.score,
  details.reason
from crm.recommendation_details as details
where
  details.estate_id = :'estate_id'
  and details.inputs_hash = :'inputs_hash'
  and not details.is_holdout
on conflict (estate_id, client_code, rank) do update
set
  inputs_hash = excluded.inputs_hash,
  as_of_on = excluded.as_of_on,
  scenario = excluded.scenario,
  slot = excluded.slot,
  produit_key = excluded.produit_key,
  wine_key = excluded.wine_key,
  produit_label = excluded.produit_label,
  millesime = excluded.millesime,
  format = excluded.format,
  prix_ttc = excluded.prix_ttc,
  score = excluded.score,
  reason = excluded.reason
where
  (
    listed.inputs_hash, listed.as_of_on, listed.scenario, listed.slot, listed.produit_key, listed.wine_key,
    listed.produit_label, listed.millesime, listed.format, listed.prix_ttc, listed.score, listed.reason
  )
  is distinct from
  (
    excluded.inputs_hash, excluded.as_of_on, excluded.scenario, excluded.slot, excluded.produit_key, excluded.wine_key,
    excluded.produit_label, excluded.millesime, excluded.format, excluded.prix_ttc, excluded.score, excluded.reason
  )
