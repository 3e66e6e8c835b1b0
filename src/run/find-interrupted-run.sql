-- One row: the latest run, if its process died or a person cancelled it, and if it computed the same thing.
with latest_run as (
  select run_id, status, as_of_on, config_hash, code_version, error
  from etl.runs
  where estate_id = :'estate'
  order by started_at desc, run_id desc
  limit 1
)
select run_id as "runId"
from latest_run
where (status = 'running' or (status = 'refused' and error ->> 'code' = 'CANCELLED'))
  and as_of_on = :'as_of'::date
  and config_hash = :'config_hash'
  and code_version = :'code_version'
