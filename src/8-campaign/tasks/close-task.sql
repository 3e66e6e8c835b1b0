-- One row: an open task that a person closes.
update crm.tasks
set state = :'state', closed_by = :'closed_by', closed_at = :'closed_at'::timestamptz
where estate_id = :'estate_id' and task_id = :'task_id'::uuid and state = 'open'
