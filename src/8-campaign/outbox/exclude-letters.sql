-- One row per letter taken out at the claim, with its code.
update crm.outbox as outbox
set state = 'excluded', state_code = reasons.code, claimed_by = null, lease_until = null
from jsonb_to_recordset(:'reasons'::jsonb) as reasons (letter_id uuid, code text)
where outbox.estate_id = :'estate_id' and outbox.letter_id = reasons.letter_id
