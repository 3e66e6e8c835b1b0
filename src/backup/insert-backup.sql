-- One row: a backup that begins.
insert into app.backups (estate_id, backup_id, reason, state, file_name, started_at)
values (:'estate', :'backup_id', :'reason', 'running', :'file_name', :'started_at'::timestamptz)
