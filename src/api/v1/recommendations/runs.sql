-- One row per list there was, the newest first; of several of one day the last, or the current one.
select distinct on (runs.as_of_on)
  runs.inputs_hash as "inputsHash",
  runs.run_id as "runId",
  runs.as_of_on as "asOf",
  runs.is_current as "isCurrent",
  runs.client_count as "clientCount",
  runs.recommendation_count as "recommendationCount",
  runs.computed_at as "computedAt"
from crm.recommendation_runs as runs
where runs.estate_id = :'estate'
order by runs.as_of_on desc, runs.is_current desc, runs.computed_at desc
limit 60
