-- The letters of a draft, before it is made again.
delete from crm.outbox as outbox
using crm.campaigns as campaigns
where
  outbox.estate_id = :'estate_id'
  and outbox.campaign_id = :'campaign_id'::uuid
  and campaigns.estate_id = outbox.estate_id
  and campaigns.campaign_id = outbox.campaign_id
  and campaigns.state = 'draft'
