-- One row per product and day of stock-taking: the lines of its names added up, written where they differ.
with settled as (
  select
    lines.source,
    aliases.produit_key,
    lines.date_snapshot,
    sum(lines.stock_total) as stock_total,
    sum(lines.stock_reserve) as stock_reserve,
    max(lines.exported_at) as exported_at,
    -- the line a reader is led back to: the first of those added up
    (array_agg(lines.file_hash order by lines.exported_at desc, lines.file_hash, lines.file_line))[1] as file_hash,
    (array_agg(lines.file_line order by lines.exported_at desc, lines.file_hash, lines.file_line))[1] as file_line
  from etl.stock_lignes as lines
  inner join etl.produit_aliases as aliases
    on
      aliases.estate_id = lines.estate_id
      and aliases.source = lines.source
      and aliases.label_key = lines.label_key
      and aliases.article = lines.article
      and aliases.packaging = lines.packaging
  where lines.estate_id = :'estate' and aliases.produit_key <> ''
  group by lines.source, aliases.produit_key, lines.date_snapshot
),
removed as (
  delete from etl.stock as known
  where
    known.estate_id = :'estate'
    and not exists (
      select
      from settled
      where
        settled.source = known.source
        and settled.produit_key = known.produit_key
        and settled.date_snapshot = known.date_snapshot
    )
)
insert into etl.stock as known (
  estate_id, source, produit_key, date_snapshot, stock_total, stock_reserve, exported_at, file_hash, file_line
)
select :'estate', source, produit_key, date_snapshot, stock_total, stock_reserve, exported_at, file_hash, file_line
from settled
on conflict (estate_id, source, produit_key, date_snapshot) do update
set
  stock_total = excluded.stock_total,
  stock_reserve = excluded.stock_reserve,
  exported_at = excluded.exported_at,
  file_hash = excluded.file_hash,
  file_line = excluded.file_line
where
  (known.stock_total, known.stock_reserve, known.exported_at)
  is distinct from (excluded.stock_total, excluded.stock_reserve, excluded.exported_at);
