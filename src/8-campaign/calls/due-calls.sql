-- One row per call that would be made now, the longest due first.
select
  calls.call_id as "callId",
  calls.rule_name as "ruleName",
  calls.url,
  calls.body
from crm.rule_calls as calls
where
  calls.estate_id = :'estate_id'
  and (
    (calls.state = 'queued' and calls.due_at <= :'now'::timestamptz)
    or (calls.state = 'claimed' and calls.lease_until <= :'now'::timestamptz)
  )
order by calls.due_at, calls.call_id
limit :'limit'::integer
