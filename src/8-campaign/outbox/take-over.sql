-- One row per letter whose sender is gone, or whose key is too old to be repeated: what became of it has to be looked up.
-- A letter whose sender lives is locked by it and left alone.
with lost as (
  select
    outbox.letter_id,
    case outbox.state when 'claimed' then 'SENDER_GONE' else 'KEY_TOO_OLD' end as code
  from crm.outbox as outbox
  where
    outbox.estate_id = :'estate_id'
    and outbox.campaign_id = :'campaign_id'::uuid
    and (
      (outbox.state = 'claimed' and outbox.lease_until <= :'now'::timestamptz)
      or (
        outbox.state = 'queued'
        and outbox.batch_id is not null
        and outbox.first_tried_at <= :'oldest_key'::timestamptz
      )
    )
  for update of outbox skip locked
)
update crm.outbox as outbox
set state = 'unknown', state_code = lost.code, claimed_by = null, lease_until = :'now'::timestamptz
from lost
where outbox.estate_id = :'estate_id' and outbox.letter_id = lost.letter_id
