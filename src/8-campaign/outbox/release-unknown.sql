-- One row per held letter of which a person says what became of it: it left when it was first tried, or it goes back to the
-- queue under no key, as if it had never been tried; of a stopped campaign it stays held.
update crm.outbox as outbox
set
  state = case when :'has_left'::boolean then 'accepted' when :'is_stopped'::boolean then 'held' else 'queued' end,
  state_code = case
    when :'has_left'::boolean then 'SAID_SENT'
    when :'is_stopped'::boolean then 'STOPPED'
    else 'SAID_NOT_SENT'
  end,
  accepted_at = case when :'has_left'::boolean then outbox.first_tried_at end,
  batch_id = case when :'has_left'::boolean then outbox.batch_id end,
  first_tried_at = case when :'has_left'::boolean then outbox.first_tried_at end,
  claimed_by = null,
  lease_until = null
where
  outbox.estate_id = :'estate_id'
  and outbox.campaign_id = :'campaign_id'::uuid
  and outbox.letter_id = any(:'letter_ids'::uuid[])
  and outbox.state = 'held'
  and outbox.state_code = 'UNKNOWN'
