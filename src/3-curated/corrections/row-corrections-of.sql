-- One row per value a person corrected in one row of an export.
select
  corrections.column_name as "columnName",
  corrections.value,
  corrections.author,
  corrections.reason,
  corrections.decided_at as "decidedAt"
from etl.row_corrections as corrections
where corrections.estate_id = :'estate'
  and corrections.source = :'source'
  and corrections.dataset = :'dataset'
  and corrections.row_hash = :'row_hash'
order by corrections.column_name
