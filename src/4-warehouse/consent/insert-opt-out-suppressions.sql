-- One row per client and per address that the file says opted out: only a hash, and for ever.
with subjects as (
  select 'client:' || client_code as subject from incoming_clients where opt_out
  union
  select lower(email) from incoming_clients where opt_out and email is not null
  union
  select lower(unnest(string_to_array(other_emails, '|'))) from incoming_clients where opt_out and other_emails is not null
)
insert into etl.suppressions as known (estate_id, subject_hash, reason, since_on)
select
  :'estate', encode(sha256(convert_to(subject, 'UTF8')), 'hex'), 'opt_out',
  (:'exported_at'::timestamptz at time zone :'timezone')::date
from subjects
on conflict (estate_id, subject_hash, reason) do update
set since_on = excluded.since_on
where excluded.since_on < known.since_on;
