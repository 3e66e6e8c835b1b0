-- One row, or none: the computation whose list the estate sees.
select
  runs.inputs_hash,
  runs.as_of_on
from crm.recommendation_runs as runs
where runs.estate_id = :'estate_id' and runs.is_current
