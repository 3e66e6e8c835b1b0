-- One row per letter a sender takes into its hands until the lease ends.
update crm.outbox as outbox
set
  state = 'claimed',
  state_code = null,
  batch_id = :'batch_id'::uuid,
  idempotency_key = :'batch_id'::uuid,
  claimed_by = :'worker_id',
  lease_until = :'lease_until'::timestamptz,
  attempts = outbox.attempts + 1,
  first_tried_at = coalesce(outbox.first_tried_at, :'now'::timestamptz)
where outbox.estate_id = :'estate_id' and outbox.letter_id = any(:'letter_ids'::uuid[])
