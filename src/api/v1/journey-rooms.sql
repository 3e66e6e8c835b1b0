-- One row per step of the latest run, with what the run itself says.
with latest as (
  select estate_id, run_id, as_of_on, status, error
  from etl.runs
  where estate_id = :'estate'
  order by started_at desc, run_id desc
  limit 1
)

select
  latest.run_id as "runId",
  latest.as_of_on as "asOf",
  latest.status as "runState",
  run_steps.room,
  run_steps.status as state,
  run_steps.error -> 'sentence' as sentence
from latest
left join etl.run_steps as run_steps
  on run_steps.estate_id = latest.estate_id and run_steps.run_id = latest.run_id
order by run_steps.position
