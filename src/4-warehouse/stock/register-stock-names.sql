-- One row per way the file names a wine that the warehouse did not know, or knew with another meaning. What product it is
-- gets decided right after, by settle-products.ts.
with told as (
  select
    label_key,
    coalesce(article, '') as article,
    coalesce(packaging, '') as packaging,
    max(label collate "C") as label,
    min(wine_key) as wine_key,
    min(millesime) as millesime,
    min(format) as format
  from incoming_stock
  where wine_key is not null
  group by label_key, coalesce(article, ''), coalesce(packaging, '')
)
insert into etl.produit_aliases as known (
  estate_id, source, label_key, article, packaging, produit_key, wine_key,
  said_label, said_wine_key, said_millesime, said_format, confidence, author
)
select
  :'estate', :'source', label_key, article, packaging, wine_key, wine_key,
  label, wine_key, millesime, coalesce(format, '75CL'), 0, 'rule:pending'
from told
on conflict (estate_id, source, label_key, article, packaging) do update
set
  said_label = greatest(known.said_label, excluded.said_label),
  said_wine_key = excluded.said_wine_key,
  said_millesime = excluded.said_millesime,
  said_format = excluded.said_format
where
  excluded.said_label > known.said_label
  or (known.said_wine_key, known.said_millesime, known.said_format)
  is distinct from (excluded.said_wine_key, excluded.said_millesime, excluded.said_format);
