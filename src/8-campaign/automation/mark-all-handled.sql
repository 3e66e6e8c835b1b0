-- One row per event that passes while automation is off.
update crm.automation_events
set handled_at = :'now'::timestamptz
where estate_id = :'estate_id' and handled_at is null
