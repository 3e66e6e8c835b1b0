-- One row, or none: a dry campaign that a person really wants to send.
update crm.campaigns
set is_dry_run = false
where
  estate_id = :'estate_id'
  and campaign_id = :'campaign_id'::uuid
  and is_dry_run
  and state in ('approved', 'sending', 'paused', 'held')
