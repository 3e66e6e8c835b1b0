-- One row: how many rows were corrected since files were last cleaned.
select count(distinct (corrections.source, corrections.dataset, corrections.row_hash))::int as rows
from etl.row_corrections as corrections
where corrections.estate_id = :'estate'
  and corrections.decided_at > coalesce(
    (
      select max(run_steps.started_at)
      from etl.run_steps as run_steps
      where run_steps.estate_id = :'estate' and run_steps.step = 'curate' and run_steps.status = 'done'
    ),
    '-infinity'
  )
