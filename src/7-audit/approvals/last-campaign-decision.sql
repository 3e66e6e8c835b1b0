-- One row, or none: the last decision about a campaign.
select approvals.decision, approvals.content_hash, approvals.effective_at, approvals.expires_at
from crm.approvals as approvals
where
  approvals.estate_id = :'estate_id'
  and approvals.subject = 'campaign'
  and approvals.scope_key = :'campaign_id'::text
order by approvals.decided_at desc, approvals.approval_id desc
limit 1
