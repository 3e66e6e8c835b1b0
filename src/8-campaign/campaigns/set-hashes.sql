-- One row: the hashes of a draft, which a decision is bound to.
update crm.campaigns
set content_hash = :'content_hash', audience_hash = :'audience_hash'
where estate_id = :'estate_id' and campaign_id = :'campaign_id'::uuid and state = 'draft'
