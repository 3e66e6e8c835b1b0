-- One row per backup whose process was killed long ago.
update app.backups
set state = 'failed', error = '{"code": "KILLED"}', ended_at = :'now'::timestamptz
where estate_id = :'estate' and state = 'running' and started_at < :'now'::timestamptz - interval '12 hours'
