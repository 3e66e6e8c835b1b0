-- One row per event given that belongs to no letter of ours and was not parked before: its key.
insert into crm.parked_events (estate_id, dedupe_key, kind, email_hash, inbox_id, happened_at, parked_at)
select distinct on (given.key)
  :'estate', given.key, given.kind, given."emailHash", given."inboxId", given.at, :'now'::timestamptz
from jsonb_to_recordset(:'parked'::jsonb)
  as given (key text, kind text, "emailHash" text, "inboxId" uuid, at timestamptz)
order by given.key, given.at
on conflict (estate_id, dedupe_key) do nothing
returning dedupe_key as key
