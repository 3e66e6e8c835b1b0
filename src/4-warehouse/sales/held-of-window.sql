-- One row: the live documents of a source inside a window of days, and whether their lines and their net HT are exactly those
-- that were kept of a file: not a line less, not a line more.
select
  count(*) as documents,
  coalesce(sum(line_count), 0) = :'rows_kept'::bigint and coalesce(sum(mt_ht), 0) = :'mt_ht_kept'::numeric as "isWhole"
from etl.documents
where
  estate_id = :'estate'
  and source = :'source'
  and status = 'live'
  and first_day >= :'first_day'::date
  and last_day <= :'last_day'::date;
