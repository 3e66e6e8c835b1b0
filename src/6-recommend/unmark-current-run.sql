-- Touches the computation that was current, if it is another.
update crm.recommendation_runs as runs
set is_current = false
where runs.estate_id = :'estate_id' and runs.is_current and runs.inputs_hash <> :'inputs_hash'
