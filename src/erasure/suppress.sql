-- One row per address, and for the client: refused for ever, by its hash alone.
insert into etl.suppressions (estate_id, subject_hash, reason, since_on)
select :'estate', encode(sha256(convert_to(subjects.subject, 'UTF8')), 'hex'), 'opt_out', :'since_on'::date
from unnest(:'subjects'::text[]) as subjects (subject)
on conflict (estate_id, subject_hash, reason) do nothing
