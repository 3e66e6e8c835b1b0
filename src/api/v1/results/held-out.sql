-- One row: clients of the current computation who are held out of letters, so that a comparison becomes possible.
select count(distinct details.client_code)::integer as "heldOut"
from crm.recommendation_runs as runs
inner join crm.recommendation_details as details
  on details.estate_id = runs.estate_id and details.inputs_hash = runs.inputs_hash
where runs.estate_id = :'estate' and runs.is_current and details.is_holdout
