-- One row per product of the wines named that the current recommendations promise bottles of.
select produits.wine_key as "wineKey", details.produit_key as "produitKey", sum(details.promised_bottles)::int as bottles
from etl.produits as produits
inner join crm.recommendation_runs as runs on runs.estate_id = produits.estate_id and runs.is_current
inner join crm.recommendation_details as details
  on
    details.estate_id = runs.estate_id
    and details.inputs_hash = runs.inputs_hash
    and details.produit_key = produits.produit_key
    and details.promised_bottles > 0
where
  produits.estate_id = :'estate'
  and produits.wine_key = any(:'wines'::text[])
  and not details.is_holdout
group by produits.wine_key, details.produit_key
