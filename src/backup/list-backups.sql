-- One row per backup ever begun, newest first.
select
  backup_id as "backupId",
  reason,
  state,
  file_name as "fileName",
  bytes,
  sha256,
  counts,
  copies,
  error,
  started_at as "startedAt",
  ended_at as "endedAt"
from app.backups
where estate_id = :'estate'
order by started_at desc, backup_id desc
