-- One row per way the file names a wine that the warehouse did not know, or knew with another meaning. What product it is
-- gets decided right after, by settle-products.ts.
with spellings as (
  select
    label_key,
    upper(coalesce(article, '')) as article,
    coalesce(packaging, '') as packaging,
    produit_label collate "C" as label,
    min(wine_key) as wine_key,
    min(millesime) as millesime,
    min(format) as format
  from incoming_names
  where wine_key is not null
  group by label_key, upper(coalesce(article, '')), coalesce(packaging, ''), produit_label collate "C"
),
-- Of several spellings the one in ordinary letters is kept, then the last in the alphabet: never the one that came first.
told as (
  select distinct on (label_key, article, packaging)
    label_key,
    article,
    packaging,
    label,
    min(wine_key) over names as wine_key,
    min(millesime) over names as millesime,
    min(format) over names as format
  from spellings
  window names as (partition by label_key, article, packaging)
  order by label_key, article, packaging, label ~ '^[A-ZÀ-Ý].*[a-zà-ÿ]' desc, label desc
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
  said_label = case
    when (excluded.said_label ~ '^[A-ZÀ-Ý].*[a-zà-ÿ]', excluded.said_label) > (known.said_label ~ '^[A-ZÀ-Ý].*[a-zà-ÿ]', known.said_label)
      then excluded.said_label
    else known.said_label
  end,
  said_wine_key = excluded.said_wine_key,
  said_millesime = excluded.said_millesime,
  said_format = excluded.said_format
where
  (excluded.said_label ~ '^[A-ZÀ-Ý].*[a-zà-ÿ]', excluded.said_label) > (known.said_label ~ '^[A-ZÀ-Ý].*[a-zà-ÿ]', known.said_label)
  or (known.said_wine_key, known.said_millesime, known.said_format)
  is distinct from (excluded.said_wine_key, excluded.said_millesime, excluded.said_format);
