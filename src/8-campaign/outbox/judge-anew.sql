-- One row: a campaign whose harm is counted anew from now on: a person saw what there was, and let it go on.
update crm.campaigns as campaigns
set pace = campaigns.pace || jsonb_build_object('judgedAfter', :'now'::text)
where campaigns.estate_id = :'estate_id' and campaigns.campaign_id = :'campaign_id'::uuid
