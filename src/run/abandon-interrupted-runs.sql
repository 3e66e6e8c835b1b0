-- Runs that died and are not taken up (another day, other settings): closed as failed, what they loaded stays loaded.
update etl.runs
set status = 'failed',
    error = jsonb_build_object('code', 'INTERRUPTED'),
    ended_at = :'ended_at'::timestamptz
where estate_id = :'estate' and status = 'running'
