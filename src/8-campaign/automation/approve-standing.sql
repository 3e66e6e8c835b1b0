-- One row: a standing campaign somebody just approved. Letters leave while the approval counts, and not after.
update crm.campaigns
set
  state = 'approved',
  approval_id = :'approval_id'::uuid,
  is_dry_run = :'is_dry_run'::boolean,
  send_after = :'send_after'::timestamptz,
  send_before = :'send_before'::timestamptz
where estate_id = :'estate_id' and campaign_id = :'campaign_id'::uuid and origin = 'automation' and state = 'draft'
