-- One row, or none: the computation the estate sees, and its audit if there is one.
select
  runs.inputs_hash,
  runs.as_of_on,
  audits.rules_hash,
  audits.run_id,
  audits.summary
from crm.recommendation_runs as runs
left join crm.audits as audits
  on audits.estate_id = runs.estate_id and audits.inputs_hash = runs.inputs_hash
where runs.estate_id = :'estate_id' and runs.is_current
