-- One row per address, and per client who complained or unsubscribed, that a contact tells of: only a hash, and for ever. A
-- bounce speaks of the address alone: the client may have another. One told by a client's code alone speaks of the address they
-- had when it was first told: what the estate corrected since has not bounced.
with words as (
  select channel, status, "consentChannel" as consent_channel, withdrawal
  from jsonb_to_recordset(:'words'::jsonb) as rows (channel text, status text, "consentChannel" text, withdrawal text)
),
withdrawals as (
  select
    contacts.client_code, coalesce(contacts.email, clients.email) as email, contacts.contact_date, words.withdrawal,
    words.consent_channel
  from etl.contacts
  inner join words on words.channel = contacts.channel and words.status = contacts.status
  left join etl.clients on clients.estate_id = contacts.estate_id and clients.client_code = contacts.client_code
  where
    contacts.estate_id = :'estate'
    and words.consent_channel in ('email', 'all')
    and (
      words.withdrawal <> 'bounce'
      or contacts.email is not null
      or not exists (
        select
        from etl.consent_events as told
        where
          told.estate_id = contacts.estate_id
          and told.client_code = contacts.client_code
          and told.event = 'bounce'
          and told.evidence = 'contact:' || left(contacts.file_hash, 8) || ':' || contacts.file_line
      )
    )
),
subjects as (
  select lower(email) as subject, withdrawal, contact_date
  from withdrawals
  where email is not null
  union all
  select 'client:' || client_code, withdrawal, contact_date
  from withdrawals
  where withdrawal <> 'bounce' and client_code not like '@%'
)
insert into etl.suppressions as known (estate_id, subject_hash, reason, since_on)
select :'estate', encode(sha256(convert_to(subject, 'UTF8')), 'hex'), withdrawal, min(contact_date)
from subjects
group by subject, withdrawal
on conflict (estate_id, subject_hash, reason) do update
set since_on = excluded.since_on
where excluded.since_on < known.since_on;
