-- One row per row of an export that a person corrected, newest first.
select
  corrections.source,
  corrections.dataset,
  corrections.row_hash as "rowHash",
  jsonb_agg(
    jsonb_build_object('column', corrections.column_name, 'value', corrections.value) order by corrections.column_name
  ) as values,
  max(corrections.author) as author,
  max(corrections.reason) as reason,
  max(corrections.decided_at) as "decidedAt"
from etl.row_corrections as corrections
where corrections.estate_id = :'estate'
group by corrections.source, corrections.dataset, corrections.row_hash
order by "decidedAt" desc, corrections.row_hash
