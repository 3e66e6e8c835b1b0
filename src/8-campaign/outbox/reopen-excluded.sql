-- One row per letter taken out before its call was repeated, where the repeat tells that the first try had been accepted after all.
update crm.outbox as outbox
set state = 'unknown', state_code = 'TRIED_BEFORE_REFUSAL', lease_until = :'now'::timestamptz
where
  outbox.estate_id = :'estate_id'
  and outbox.campaign_id = :'campaign_id'::uuid
  and outbox.batch_id = :'batch_id'::uuid
  and outbox.state = 'excluded'
