-- One row per standing campaign whose letters were all gone, and which has one more. Its approval is asked at each claim.
update crm.campaigns as campaigns
set state = 'approved', ended_at = null
where
  campaigns.estate_id = :'estate_id'
  and campaigns.origin = 'automation'
  and campaigns.state = 'sent'
  and exists (
    select 1
    from crm.outbox as outbox
    where
      outbox.estate_id = campaigns.estate_id
      and outbox.campaign_id = campaigns.campaign_id
      and outbox.state = 'queued'
  )
