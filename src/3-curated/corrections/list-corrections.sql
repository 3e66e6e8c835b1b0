-- One row per value a person corrected in the exports of an estate.
select
  corrections.source,
  corrections.dataset,
  corrections.row_hash as "rowHash",
  corrections.column_name as "columnName",
  corrections.value
from etl.row_corrections as corrections
where corrections.estate_id = :'estate'
order by corrections.source, corrections.dataset, corrections.row_hash, corrections.column_name
