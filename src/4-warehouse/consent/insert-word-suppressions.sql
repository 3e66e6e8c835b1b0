-- One row per subject that a client's own word refuses: their address by its hash, and they themselves, whatever address comes next.
-- Waits for letters in a sender's hands as insert-refusal-suppressions.sql does. What is refused already stays as it is: the page's
-- role adds refusals and changes none.
with subjects as (
  select etl.email_hash(clients.email) as subject_hash
  from etl.clients as clients
  where clients.estate_id = :'estate' and clients.client_code = :'client_code'
  union
  select encode(sha256(convert_to('client:' || :'client_code', 'UTF8')), 'hex')
),
locked as materialized (
  select
    count(
      pg_advisory_xact_lock_shared(hashtextextended('cuvee:address:' || :'estate' || ':' || subjects.subject_hash, 0))
    ) as lock_count
  from subjects
  where subjects.subject_hash is not null
)
insert into etl.suppressions (estate_id, subject_hash, reason, since_on)
select :'estate', subjects.subject_hash, 'opt_out', :'happened_on'::date
from locked
inner join subjects on subjects.subject_hash is not null and locked.lock_count >= 0
on conflict (estate_id, subject_hash, reason) do nothing
