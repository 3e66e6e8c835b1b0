-- One row per fact given that was not known, or was known of a later instant: its key, and whether it is new.
insert into crm.letter_events as known (estate_id, dedupe_key, letter_id, kind, happened_at, reason, link, source)
select :'estate', given.key, given."letterId", given.kind, given.at, given.reason, given.link, given.source
from jsonb_to_recordset(:'facts'::jsonb)
  as given (key text, "letterId" uuid, kind text, at timestamptz, reason text, link text, source text)
order by given.key
on conflict (estate_id, dedupe_key) do update
set happened_at = excluded.happened_at
where excluded.happened_at < known.happened_at
returning known.dedupe_key as key, known.xmax::text = '0' as "isNew"
