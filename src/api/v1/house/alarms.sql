-- One row per alarm ever raised.
select
  alarms.alarm_id::text as "alarmId",
  alarms.kind,
  alarms.subject,
  alarms.sentence,
  alarms.next_step as "nextStep",
  alarms.raised_at as "raisedAt",
  alarms.mailed_at as "mailedAt",
  alarms.cleared_at as "clearedAt"
from app.alarms as alarms
where alarms.estate_id = :'estate'
