-- One row: a draft whose approval was just written.
update crm.campaigns
set state = 'approved', approval_id = :'approval_id'::uuid
where estate_id = :'estate_id' and campaign_id = :'campaign_id'::uuid and state = 'draft'
