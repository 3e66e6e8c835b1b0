-- One row, or none: the last word of a person about a campaign.
select
  approvals.decided_by as "decidedBy",
  approvals.decided_at as "decidedAt",
  approvals.reason,
  approvals.effective_at as "effectiveAt",
  approvals.expires_at as "expiresAt"
from crm.approvals as approvals
where
  approvals.estate_id = :'estate'
  and approvals.subject = 'campaign'
  and approvals.scope_key = :'campaign_id'::text
order by approvals.decided_at desc, approvals.approval_id desc
limit 1
