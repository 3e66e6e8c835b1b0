-- One row, or none: the computation whose recommendations the estate sees.
select runs.inputs_hash as "inputsHash"
from crm.recommendation_runs as runs
where runs.estate_id = :'estate_id' and runs.is_current
