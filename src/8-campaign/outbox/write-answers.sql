-- One row per letter whose outcome is known better now: of those in this sender's hands, or booked by it for looking up.
update crm.outbox as outbox
set
  state = answers.state,
  state_code = answers.code,
  message_id = coalesce(answers.message_id, outbox.message_id),
  accepted_at = case when answers.state = 'accepted' then answers.at else outbox.accepted_at end,
  claimed_by = null,
  lease_until = answers.not_before,
  batch_id = case when answers.is_key_dropped then null else outbox.batch_id end,
  first_tried_at = case when answers.is_key_dropped then null else outbox.first_tried_at end
from jsonb_to_recordset(:'answers'::jsonb) as answers (
  letter_id uuid, state text, code text, message_id text, at timestamptz, not_before timestamptz, is_key_dropped boolean
)
where
  outbox.estate_id = :'estate_id'
  and outbox.letter_id = answers.letter_id
  and outbox.state = :'from_state'
  and outbox.claimed_by = :'worker_id'
