-- One row, or none: a campaign, locked against other changes until the transaction ends.
select campaigns.campaign_id
from crm.campaigns as campaigns
where campaigns.estate_id = :'estate_id' and campaigns.campaign_id = :'campaign_id'::uuid
for update of campaigns
