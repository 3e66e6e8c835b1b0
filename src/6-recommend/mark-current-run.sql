-- Touches one row: the computation that becomes current.
update crm.recommendation_runs as runs
set is_current = true, run_id = :'run_id'::uuid, report = :'report'::jsonb
where runs.estate_id = :'estate_id' and runs.inputs_hash = :'inputs_hash'
