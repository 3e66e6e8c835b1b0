-- One row: whether the lines of the file's documents and their net HT are what was kept of it, to the last decimal.
with told as (
  select line_count as lines, mt_ht from incoming_documents
  union all
  select lines, mt_ht * 0.0001 from held_types
),
total as (select coalesce(sum(lines), 0)::bigint as lines, coalesce(sum(mt_ht), 0) as mt_ht from told)
select lines, mt_ht as "mtHt", (lines, mt_ht) = (:'rows_kept'::bigint, :'mt_ht_kept'::numeric) as "isKept"
from total;
