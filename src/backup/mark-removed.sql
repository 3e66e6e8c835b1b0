-- One row: a backup whose file is gone by rotation.
update app.backups
set state = 'removed'
where estate_id = :'estate' and backup_id = :'backup_id'::uuid
