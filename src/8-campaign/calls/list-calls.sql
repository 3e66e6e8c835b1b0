-- One row per call a rule asked for, the newest first.
select
  calls.call_id as "callId",
  calls.rule_name as "ruleName",
  calls.client_code as "clientCode",
  calls.url,
  calls.state,
  calls.state_code as "code",
  calls.last_status as "lastStatus",
  calls.attempts,
  calls.asked_at as "askedAt",
  calls.due_at as "dueAt",
  calls.settled_at as "settledAt"
from crm.rule_calls as calls
where calls.estate_id = :'estate_id'
order by calls.asked_at desc, calls.call_id desc
limit :'limit'::integer
