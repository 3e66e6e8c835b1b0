-- The parked events of these keys, whose letter was found since.
delete from crm.parked_events
where estate_id = :'estate' and dedupe_key = any(:'keys'::text[])
