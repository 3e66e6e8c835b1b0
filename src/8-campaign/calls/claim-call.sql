-- One row, or none: the call that is due longest, in this caller's hands until the lease ends; of servers that are away none.
with due as (
  select calls.call_id
  from crm.rule_calls as calls
  where
    calls.estate_id = :'estate_id'
    and (
      (calls.state = 'queued' and calls.due_at <= :'now'::timestamptz)
      or (calls.state = 'claimed' and calls.lease_until <= :'now'::timestamptz)
    )
    and calls.origin <> all(:'away'::text[])
  order by calls.due_at, calls.call_id
  limit 1
  for update skip locked
)
update crm.rule_calls as calls
set
  state = 'claimed',
  claimed_by = :'worker_id',
  lease_until = :'lease_until'::timestamptz,
  attempts = calls.attempts + 1
from due
where calls.estate_id = :'estate_id' and calls.call_id = due.call_id
returning
  calls.call_id as "callId",
  calls.action_key as "actionKey",
  calls.rule_name as "ruleName",
  calls.client_code as "clientCode",
  calls.url,
  calls.origin,
  calls.body,
  calls.attempts,
  calls.asked_at as "askedAt"
