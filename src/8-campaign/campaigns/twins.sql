-- One row per campaign that is not stopped, made of the same computation for the same kind of letter.
select campaigns.name, campaigns.state
from crm.campaigns as campaigns
where
  campaigns.estate_id = :'estate_id'
  and campaigns.campaign_id <> :'campaign_id'::uuid
  and campaigns.kind = :'kind'
  and campaigns.inputs_hash = :'inputs_hash'
  and campaigns.state <> 'stopped'
order by campaigns.created_at
