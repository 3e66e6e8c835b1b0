-- One row per letter of the contact log whose status lags behind what is known of it; those of the letters given, or, when none
-- are, all that were handed over since an instant: a fact may come before the sender has noted its letter.
with ranks as (
  select ranks.kind, ranks.status, ranks.rank
  from jsonb_to_recordset(:'ranks'::jsonb) as ranks (kind text, status text, rank integer)
),
furthest as (
  select distinct on (contacts.contact_id) contacts.contact_id, contacts.status as noted, ranks.status, ranks.rank
  from crm.contact_log as contacts
  inner join crm.letter_events as facts on facts.estate_id = contacts.estate_id and facts.letter_id = contacts.letter_id
  inner join ranks on ranks.kind = facts.kind
  where
    contacts.estate_id = :'estate'
    and (
      contacts.letter_id = any(:'letter_ids'::uuid[])
      or (:'since'::timestamptz is not null and contacts.contacted_at >= :'since'::timestamptz)
    )
  order by contacts.contact_id, ranks.rank desc
),
lagging as (
  select furthest.contact_id, furthest.status
  from furthest
  where furthest.rank > coalesce((select max(ranks.rank) from ranks where ranks.status = furthest.noted), 0)
)
update crm.contact_log as contacts
set status = lagging.status
from lagging
where contacts.estate_id = :'estate' and contacts.contact_id = lagging.contact_id
