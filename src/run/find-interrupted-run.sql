-- One row: the run that was under way when its process died, if it computed the same thing.
select run_id as "runId"
from etl.runs
where estate_id = :'estate'
  and status = 'running'
  and as_of_on = :'as_of'::date
  and config_hash = :'config_hash'
  and code_version = :'code_version'
order by started_at desc
limit 1
