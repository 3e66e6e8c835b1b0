-- One row, or none: a campaign by its id; locked against other changes until the transaction ends, when that is asked for.
select
  campaigns.campaign_id as "campaignId",
  campaigns.name,
  campaigns.state,
  campaigns.origin,
  campaigns.kind,
  campaigns.language,
  campaigns.filter,
  campaigns.inputs_hash as "inputsHash",
  campaigns.template_version as "templateVersion",
  campaigns.template_hash as "templateHash",
  campaigns.content_hash as "contentHash",
  campaigns.audience_hash as "audienceHash",
  campaigns.verdict,
  campaigns.approval_id as "approvalId",
  campaigns.channel,
  campaigns.is_dry_run as "isDryRun",
  campaigns.author,
  campaigns.send_after as "sendAfter",
  campaigns.send_before as "sendBefore",
  campaigns.stop_reason as "stopReason",
  campaigns.created_at as "createdAt",
  campaigns.started_at as "startedAt",
  campaigns.ended_at as "endedAt"
from crm.campaigns as campaigns
where campaigns.estate_id = :'estate_id' and campaigns.campaign_id = :'campaign_id'::uuid
for update of campaigns
