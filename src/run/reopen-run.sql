-- Opens a run again that a person had cancelled: its steps that were done stay done.
update etl.runs
set status = 'running', error = null, ended_at = null
where estate_id = :'estate' and run_id = :'run_id'::uuid and status = 'refused'
