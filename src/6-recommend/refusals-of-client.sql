-- One row per scenario that gives one client nothing in the current computation, and why.
select
  refusals.scenario,
  refusals.code,
  refusals.sentence_fr
from crm.recommendation_refusals as refusals
inner join crm.recommendation_runs as runs
  on runs.estate_id = refusals.estate_id and runs.inputs_hash = refusals.inputs_hash
where
  refusals.estate_id = :'estate_id'
  and refusals.client_code = :'client_code'
  and runs.is_current
order by refusals.scenario
