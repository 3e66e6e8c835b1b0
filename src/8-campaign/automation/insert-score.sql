-- One row: a change of a client's lead score, once per action.
insert into crm.lead_score_events (estate_id, client_code, event_key, delta, reason, happened_at)
values (:'estate_id', :'client_code', :'event_key', :'delta'::numeric, :'reason', :'happened_at'::timestamptz)
on conflict (estate_id, client_code, event_key) do nothing
