-- One row per wine, with its products summed up and the bottles free by the newest stock-taking.
select
  wines.wine_key as "wineKey",
  wines.name,
  wines.filing_name,
  wines.famille_crm as family,
  wines.cepage,
  wines.couleur,
  wines.sucrosite,
  wines.premium_tier as "premiumTier",
  coalesce(products.millesimes, '{}') as millesimes,
  products.prix_ttc as "prixTtc",
  products.free_bottles as "freeBottles",
  coalesce(products.is_active, false) as "isActive",
  coalesce(waiting.alias_count, 0) as "aliasesToConfirm"
from etl.wines as wines
left join (
  select
    produits.wine_key,
    array_agg(distinct produits.millesime order by produits.millesime desc)
      filter (where produits.millesime is not null) as millesimes,
    coalesce(
      (array_agg(produits.prix_ttc order by produits.millesime desc nulls last)
        filter (where produits.format = '75CL' and produits.is_active and produits.prix_ttc is not null))[1],
      max(produits.prix_ttc)
    )::float8 as prix_ttc,
    sum(stock.free_bottles)::float8 as free_bottles,
    bool_or(produits.is_active) as is_active
  from etl.produits as produits
  left join etl.free_bottles(:'estate', :'as_of'::date) as stock on stock.produit_key = produits.produit_key
  where produits.estate_id = :'estate'
  group by produits.wine_key
) as products on products.wine_key = wines.wine_key
left join (
  select aliases.wine_key, count(*)::int as alias_count
  from etl.wine_aliases as aliases
  where aliases.estate_id = :'estate' and aliases.author like 'rule:%' and aliases.confidence < 0.9
  group by aliases.wine_key
) as waiting on waiting.wine_key = wines.wine_key
where wines.estate_id = :'estate'
