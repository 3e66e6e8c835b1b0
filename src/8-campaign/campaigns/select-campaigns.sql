-- One row per campaign, the newest first: all of them, the one of an id, or those of a name.
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
where
  campaigns.estate_id = :'estate_id'
  and (:'campaign_id'::uuid is null or campaigns.campaign_id = :'campaign_id'::uuid)
  and (:'name'::text is null or lower(campaigns.name) = lower(:'name'::text))
order by campaigns.created_at desc, campaigns.campaign_id desc
