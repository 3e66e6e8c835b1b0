-- Closes one step of a run with its counts.
update etl.run_steps
set status = :'status',
    rows_read = :'rows_read'::bigint,
    rows_written = :'rows_written'::bigint,
    rows_rejected = :'rows_rejected'::bigint,
    error = :'error'::jsonb,
    ended_at = :'ended_at'::timestamptz
where estate_id = :'estate' and run_id = :'run_id'::uuid and step = :'step'
