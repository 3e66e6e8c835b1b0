-- One row per subject refused: the address by its hash, and, but for a bounce, whoever bears it, whatever address comes next.
-- Waits until no letter to the address is in a sender's hands, and keeps senders from it until it is committed
-- (address-lock.ts: the same key).
with bearers as (
  select clients.client_code, clients.email
  from etl.clients as clients
  where
    clients.estate_id = :'estate'
    and (clients.client_code = :'client_code'::text or etl.email_hash(clients.email) = :'email_hash'::text)
),
subjects as (
  select :'email_hash'::text as subject_hash
  union
  select etl.email_hash(bearers.email)
  from bearers
  union
  select encode(sha256(convert_to('client:' || bearers.client_code, 'UTF8')), 'hex')
  from bearers
  where :'event' <> 'bounce'
),
locked as materialized (
  select
    count(
      pg_advisory_xact_lock_shared(hashtextextended('cuvee:address:' || :'estate' || ':' || subjects.subject_hash, 0))
    ) as lock_count
  from subjects
  where subjects.subject_hash is not null
)
insert into etl.suppressions as known (estate_id, subject_hash, reason, since_on)
select :'estate', subjects.subject_hash, :'event', :'happened_on'::date
from locked
inner join subjects on subjects.subject_hash is not null and locked.lock_count >= 0
on conflict (estate_id, subject_hash, reason) do update
set since_on = excluded.since_on
where excluded.since_on < known.since_on
