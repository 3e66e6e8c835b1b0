-- One row per letter that waits and will not leave: held, with the reason.
update crm.outbox as outbox
set state = 'held', state_code = :'code', lease_until = null
where
  outbox.estate_id = :'estate_id'
  and outbox.campaign_id = :'campaign_id'::uuid
  and outbox.state = 'queued'
