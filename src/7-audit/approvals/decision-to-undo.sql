-- One row, or none: a decision about recommendations.
select approvals.scope_key, approvals.decision, approvals.decided_by
from crm.approvals as approvals
where
  approvals.estate_id = :'estate_id'
  and approvals.approval_id = :'approval_id'::uuid
  and approvals.subject = 'recommendations'
