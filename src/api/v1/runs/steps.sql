-- One row per step a run has begun.
select
  run_steps.step,
  run_steps.status,
  run_steps.rows_read::int as "rowsRead",
  run_steps.rows_written::int as "rowsWritten",
  run_steps.rows_rejected::int as "rowsRejected",
  run_steps.error -> 'sentence' as sentence,
  run_steps.started_at as "startedAt",
  run_steps.ended_at as "endedAt"
from etl.run_steps as run_steps
where run_steps.estate_id = :'estate' and run_steps.run_id = :'run_id'::uuid
order by run_steps.position
