-- One row, or none: the run begun last.
select
  runs.run_id as "runId",
  runs.as_of_on as "asOf",
  runs.status,
  runs.started_at as "startedAt",
  runs.ended_at as "endedAt",
  runs.error -> 'sentence' as "stoppedBecause",
  coalesce(runs.error ->> 'code' = 'DRIFT', false) as "isDrift"
from etl.runs as runs
where runs.estate_id = :'estate'
order by runs.started_at desc, runs.run_id desc
limit 1
