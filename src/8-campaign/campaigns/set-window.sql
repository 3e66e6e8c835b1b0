-- One row: when the letters of a campaign may go.
update crm.campaigns
set send_after = :'send_after'::timestamptz, send_before = :'send_before'::timestamptz
where estate_id = :'estate_id' and campaign_id = :'campaign_id'::uuid
