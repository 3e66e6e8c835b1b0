-- One row per action of a client that waits, but those of the rule that stops them.
update crm.automation_actions as actions
set state = 'cancelled', outcome = :'outcome', done_at = :'now'::timestamptz
where
  actions.estate_id = :'estate_id'
  and actions.client_code = :'client_code'
  and actions.state = 'waiting'
  and (actions.event_key <> :'event_key' or actions.rule_name <> :'rule_name')
