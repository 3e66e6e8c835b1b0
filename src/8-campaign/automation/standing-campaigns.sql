-- One row per standing campaign of a rule's letter as it is now, newest first.
select
  campaigns.campaign_id as "campaignId",
  campaigns.name,
  campaigns.state,
  campaigns.content_hash as "contentHash",
  campaigns.audience_hash as "audienceHash",
  coalesce((campaigns.verdict ->> 'isBlocked')::boolean, false) as "isBlocked",
  campaigns.send_before as "sendBefore"
from crm.campaigns as campaigns
where
  campaigns.estate_id = :'estate_id'
  and campaigns.origin = 'automation'
  and campaigns.kind = :'kind'
  and campaigns.filter = :'filter'::jsonb
  and campaigns.template_hash = :'template_hash'
order by campaigns.created_at desc, campaigns.campaign_id desc
limit 5
