-- One row per restore drill, newest first.
select
  drills.drill_id::text as "drillId",
  drills.backup_id::text as "backupId",
  drills.ok,
  (drills.findings ->> 'backupAgeHours')::float8 as "rpoHours",
  (drills.findings ->> 'seconds')::float8 as "rtoSeconds",
  (drills.findings ->> 'rows')::float8 as rows,
  coalesce(jsonb_path_query_array(drills.findings, '$.findings[*].sentence'), '[]') as findings,
  drills.started_at as "startedAt",
  drills.ended_at as "endedAt"
from app.restore_drills as drills
where drills.estate_id = :'estate'
order by drills.started_at desc, drills.drill_id desc
limit 20
