-- One row: what the warehouse holds live of one source, inside a window of days and over all.
select
  coalesce(sum(line_count) filter (where first_day >= :'first_day'::date and last_day <= :'last_day'::date), 0)::bigint as rows,
  coalesce(sum(mt_ht) filter (where first_day >= :'first_day'::date and last_day <= :'last_day'::date), 0)::float8 as "mtHt",
  min(first_day) as "firstDay",
  max(last_day) as "lastDay"
from etl.documents
where estate_id = :'estate' and source = :'source' and status = 'live';
