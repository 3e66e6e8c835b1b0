-- One row: whether the lines of the file's documents and their net HT are what was kept of it, to the last decimal.
select
  coalesce(sum(line_count), 0)::bigint as lines,
  coalesce(sum(mt_ht), 0) as "mtHt",
  coalesce(sum(line_count), 0) = :'rows_kept'::bigint and coalesce(sum(mt_ht), 0) = :'mt_ht_kept'::numeric as "isKept"
from incoming_documents;
