-- One row: what the ledger holds of a source, and whether its lines, its documents and what was kept of the file are one sum.
with written as (
  select count(*) as lines, coalesce(sum(mt_ht), 0) as mt_ht
  from etl.ventes_lignes
  where estate_id = :'estate' and source = :'source'
),
told as (
  select count(*) as documents, coalesce(sum(line_count), 0) as lines, coalesce(sum(mt_ht), 0) as mt_ht
  from etl.documents
  where estate_id = :'estate' and source = :'source'
)
select
  written.lines,
  told.documents,
  written.mt_ht as "mtHtWritten",
  told.lines as "linesTold",
  told.mt_ht as "mtHtTold",
  (written.lines, written.mt_ht) = (told.lines, told.mt_ht)
  and (written.lines, written.mt_ht) = (:'rows_kept'::bigint, :'mt_ht_kept'::numeric) as "isWhole"
from written
cross join told;
