-- One row per step of the journey this estate ever began: how it ended the last time, and in which run.
select distinct on (step)
  step,
  status,
  run_id as "runId"
from etl.run_steps
where estate_id = :'estate'
order by step, run_id desc
