-- One row per household of a draft that waits for a letter of another campaign, or may just have been handed one.
select own.household_key as "householdKey"
from crm.outbox as own
inner join crm.outbox as others
  on others.estate_id = own.estate_id
  and others.household_key = own.household_key
  and others.campaign_id <> own.campaign_id
  and others.state in ('queued', 'claimed', 'unknown', 'held')
inner join crm.campaigns as campaigns
  on campaigns.estate_id = others.estate_id
  and campaigns.campaign_id = others.campaign_id
  and campaigns.state in ('approved', 'sending', 'paused', 'held')
where own.estate_id = :'estate_id' and own.campaign_id = :'campaign_id'::uuid
group by own.household_key
