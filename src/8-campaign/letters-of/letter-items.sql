-- One row per current recommendation of some clients, in the order of their lists: what was or may be approved, its evidence,
-- and what the warehouse knows of its product.
select
  listed.client_code as "clientCode",
  listed.rank,
  listed.scenario,
  listed.produit_key as "produitKey",
  listed.wine_key as "wineKey",
  crm.recommendation_hash(
    listed.client_code, listed.scenario, listed.produit_key, listed.produit_label, listed.millesime, listed.format,
    listed.prix_ttc, listed.reason
  ) as "contentHash",
  listed.produit_label as label,
  listed.millesime,
  listed.format,
  listed.prix_ttc as "prixTtc",
  produits.prix_75cl_ttc as "prix75clTtc",
  produits.packaging,
  listed.reason,
  coalesce(details.evidence, '{}') as evidence,
  bought.name as "boughtName",
  coalesce(wines.name, listed.produit_label) as "wineName",
  coalesce(produits.couleur, wines.couleur) as couleur,
  coalesce(produits.sucrosite, wines.sucrosite) as sucrosite,
  coalesce(produits.famille_crm, wines.famille_crm) as famille,
  coalesce(produits.macro_categorie, wines.macro_categorie) as "macroCategorie"
from crm.recommendations as listed
left join crm.recommendation_details as details
  on details.estate_id = listed.estate_id
  and details.inputs_hash = listed.inputs_hash
  and details.client_code = listed.client_code
  and details.rank = listed.rank
left join etl.produits as produits
  on produits.estate_id = listed.estate_id and produits.produit_key = listed.produit_key
left join etl.wines as wines
  on wines.estate_id = listed.estate_id and wines.wine_key = listed.wine_key
left join etl.wines as bought
  on bought.estate_id = listed.estate_id and bought.wine_key = details.evidence ->> 'boughtWineKey'
where listed.estate_id = :'estate_id' and listed.client_code = any(:'client_codes'::text[])
order by listed.client_code, listed.rank
