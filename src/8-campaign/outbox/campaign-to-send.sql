-- One row, or none: a campaign as its sender needs it.
select
  campaigns.campaign_id as "campaignId",
  campaigns.name,
  campaigns.state,
  campaigns.kind,
  campaigns.language,
  campaigns.template_version as "templateVersion",
  campaigns.template_hash as "templateHash",
  campaigns.content_hash as "contentHash",
  campaigns.audience_hash as "audienceHash",
  campaigns.channel,
  campaigns.is_dry_run as "isDryRun",
  campaigns.is_stop_asked as "isStopAsked",
  campaigns.stop_reason as "stopReason",
  campaigns.send_after as "sendAfter",
  campaigns.send_before as "sendBefore",
  campaigns.pace
from crm.campaigns as campaigns
where campaigns.estate_id = :'estate_id' and campaigns.campaign_id = :'campaign_id'::uuid
