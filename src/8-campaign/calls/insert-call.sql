-- One row: a call a rule asked for, once per action.
insert into crm.rule_calls (
  estate_id, call_id, action_key, event_key, rule_name, client_code, url, origin, body, state, due_at, asked_at
)
values (
  :'estate_id', :'call_id'::uuid, :'action_key', :'event_key', :'rule_name', :'client_code', :'url', :'origin', :'body',
  'queued', :'now'::timestamptz, :'now'::timestamptz
)
on conflict (estate_id, action_key) do nothing
