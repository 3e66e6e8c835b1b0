-- One row per product of a wine: the newest vintage first, then by format.
select
  produits.produit_key as "produitKey",
  produits.label,
  produits.millesime,
  produits.format,
  produits.degre::float8 as degre,
  produits.prix_ttc::float8 as "prixTtc",
  produits.is_active as "isActive",
  produits.origin,
  stock.free_bottles::float8 as "freeBottles",
  successions.successor_key as "successorKey",
  successors.label as "successorLabel",
  successors.millesime as "successorMillesime",
  successors.wine_key as "successorWineKey",
  produits.file_hash as "fileHash",
  produits.file_line as "fileLine",
  files.original_name as "fileName"
from etl.produits as produits
left join etl.free_bottles(:'estate', :'as_of'::date) as stock on stock.produit_key = produits.produit_key
left join etl.produit_successions as successions
  on successions.estate_id = produits.estate_id and successions.produit_key = produits.produit_key
left join etl.produits as successors
  on successors.estate_id = successions.estate_id and successors.produit_key = successions.successor_key
left join lateral (
  select files.original_name
  from etl.files as files
  where files.estate_id = :'estate' and files.dataset = 'produits' and files.file_hash = produits.file_hash
  order by files.source
  limit 1
) as files on true
where produits.estate_id = :'estate' and produits.wine_key = :'wine_key'
order by produits.millesime desc nulls last, produits.format, produits.produit_key
