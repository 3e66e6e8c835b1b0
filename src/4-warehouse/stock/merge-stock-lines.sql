-- One row per name and day of stock-taking, written where it differs from what an export not newer told. Lines of one name
-- and day in one file (several cellars) add up. Where each line bears its own day, one older than the others is told by this
-- export all the same: that is noted, for what no export tells any more is out of stock (etl.free_bottles).
with told as (
  select
    label_key,
    coalesce(article, '') as article,
    coalesce(packaging, '') as packaging,
    date_snapshot,
    sum(stock_total) as stock_total,
    sum(coalesce(stock_reserve, 0)) as stock_reserve,
    min(file_line) as file_line
  from incoming_stock
  where wine_key is not null
  group by label_key, coalesce(article, ''), coalesce(packaging, ''), date_snapshot
)
insert into etl.stock_lignes as known (
  estate_id, source, label_key, article, packaging, date_snapshot, stock_total, stock_reserve, exported_at, file_hash, file_line
)
select
  :'estate', :'source', label_key, article, packaging, date_snapshot, stock_total, stock_reserve,
  :'exported_at'::timestamptz, :'file_hash', file_line
from told
on conflict (estate_id, source, label_key, article, packaging, date_snapshot) do update
set
  stock_total = excluded.stock_total,
  stock_reserve = excluded.stock_reserve,
  exported_at = excluded.exported_at,
  file_hash = excluded.file_hash,
  file_line = excluded.file_line
where
  known.exported_at <= excluded.exported_at
  and (
    (known.stock_total, known.stock_reserve) is distinct from (excluded.stock_total, excluded.stock_reserve)
    or (known.exported_at < excluded.exported_at and excluded.date_snapshot < (select max(told.date_snapshot) from told))
  );
