-- One row per refused address that a client bears and Brevo is not known to block: those never told first.
with refused as (
  select distinct on (etl.email_hash(clients.email))
    etl.email_hash(clients.email) as email_hash,
    lower(clients.email) as email
  from etl.clients as clients
  inner join etl.suppressions as suppressions
    on suppressions.estate_id = clients.estate_id
    and suppressions.subject_hash in (
      etl.email_hash(clients.email),
      encode(sha256(convert_to('client:' || clients.client_code, 'UTF8')), 'hex')
    )
  where clients.estate_id = :'estate' and clients.email is not null
  order by etl.email_hash(clients.email)
)
select
  refused.email_hash as "emailHash",
  refused.email,
  coalesce(blocks.attempts, 0) as attempts
from refused
left join crm.brevo_blocks as blocks on blocks.estate_id = :'estate' and blocks.email_hash = refused.email_hash
where blocks.email_hash is null or (blocks.state = 'waiting' and blocks.next_try_at <= :'now'::timestamptz)
order by blocks.next_try_at nulls first, refused.email_hash
limit :'most'::integer
