-- The audience of a draft, before it is found again.
delete from crm.campaign_audience as audience
using crm.campaigns as campaigns
where
  audience.estate_id = :'estate_id'
  and audience.campaign_id = :'campaign_id'::uuid
  and campaigns.estate_id = audience.estate_id
  and campaigns.campaign_id = audience.campaign_id
  and campaigns.state = 'draft'
