-- One row per alarm that is not over, the oldest first.
select
  alarm_id as "alarmId",
  kind,
  subject,
  sentence,
  next_step as "nextStep",
  raised_at as "raisedAt",
  mailed_at as "mailedAt"
from app.alarms
where estate_id = :'estate_id' and cleared_at is null
order by raised_at, kind, subject
