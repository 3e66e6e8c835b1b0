-- Touches the computation that becomes current and the one that was.
update crm.recommendation_runs as runs
set is_current = (runs.inputs_hash = :'inputs_hash')
where
  runs.estate_id = :'estate_id'
  and runs.is_current is distinct from (runs.inputs_hash = :'inputs_hash')
