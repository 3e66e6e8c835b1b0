-- One row or none: the evaluation already made from these inputs.
select evaluations.report
from crm.evaluations as evaluations
where evaluations.estate_id = :'estate_id' and evaluations.inputs_hash = :'inputs_hash'
