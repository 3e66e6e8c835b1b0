-- One row: what a draft was made from, once its letters are written.
update crm.campaigns
set
  inputs_hash = :'inputs_hash',
  template_version = :'template_version',
  template_hash = :'template_hash',
  verdict = :'verdict'::jsonb
where estate_id = :'estate_id' and campaign_id = :'campaign_id'::uuid and state = 'draft'
