-- The bodies of these ids, gone.
delete from etl.event_inbox
where estate_id = :'estate' and inbox_id = any(:'inbox_ids'::uuid[])
