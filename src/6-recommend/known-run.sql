-- One row, or none: the computation made from the same inputs before, and what the run that made it current said. One whose
-- details were let go is not known any more.
select
  runs.run_id,
  runs.report,
  runs.is_current
from crm.recommendation_runs as runs
where
  runs.estate_id = :'estate_id'
  and runs.inputs_hash = :'inputs_hash'
  and not runs.summary ? 'prunedOn'
