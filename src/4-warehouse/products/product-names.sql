-- One row per way sales and stock name a product.
select
  source,
  label_key as "labelKey",
  article,
  packaging,
  said_label as "saidLabel",
  said_wine_key as "saidWineKey",
  said_millesime as "saidMillesime",
  said_format as "saidFormat",
  produit_key as "produitKey",
  wine_key as "wineKey",
  confidence::float8 as confidence,
  author
from etl.produit_aliases
where estate_id = :'estate'
order by source, label_key, article, packaging;
