-- One row per event that the rules have looked at.
update crm.automation_events
set handled_at = :'now'::timestamptz
where estate_id = :'estate_id' and event_key = any(:'event_keys'::text[])
