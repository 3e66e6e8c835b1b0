-- One row: what Brevo said when it was told to block an address.
insert into crm.brevo_blocks as known (estate_id, email_hash, state, attempts, last_code, next_try_at, told_at)
values (
  :'estate', :'email_hash', :'state', 1, :'code'::text, :'next_try_at'::timestamptz,
  case when :'state' = 'told' then :'now'::timestamptz end
)
on conflict (estate_id, email_hash) do update
set
  state = excluded.state,
  attempts = known.attempts + 1,
  last_code = excluded.last_code,
  next_try_at = excluded.next_try_at,
  told_at = coalesce(excluded.told_at, known.told_at)
