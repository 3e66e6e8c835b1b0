-- One row, or none: the computation whose list the estate sees.
select runs.inputs_hash as "inputsHash", runs.as_of_on as "asOf"
from crm.recommendation_runs as runs
where runs.estate_id = :'estate' and runs.is_current
