-- One row per body taken in, and what became of it.
insert into crm.inbox_readings (estate_id, inbox_id, status, event_count, sentence, read_at)
select :'estate', given."inboxId", given.status, given."eventCount", given.sentence, :'now'::timestamptz
from jsonb_to_recordset(:'readings'::jsonb)
  as given ("inboxId" uuid, status text, "eventCount" integer, sentence text)
on conflict (estate_id, inbox_id) do nothing
