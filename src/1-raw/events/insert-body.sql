-- One row: a body as it came.
insert into etl.event_inbox (estate_id, inbox_id, source, body, received_at)
values (:'estate', :'inbox_id'::uuid, :'source', :'body', :'received_at'::timestamptz)
