-- One row per call about a client that waits, but those of the rule that stops them.
update crm.rule_calls as calls
set state = 'cancelled', state_code = 'STOPPED', settled_at = :'now'::timestamptz
where
  calls.estate_id = :'estate_id'
  and calls.client_code = :'client_code'
  and calls.state = 'queued'
  and (calls.event_key <> :'event_key' or calls.rule_name <> :'rule_name')
