-- Marks alarms as told by mail.
update app.alarms
set mailed_at = :'now'::timestamptz
where estate_id = :'estate_id' and alarm_id = any(:'alarm_ids'::uuid[])
