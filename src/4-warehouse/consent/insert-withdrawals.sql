-- One row per client and contact that tells of a bounce, a complaint or an unsubscription. A contact known by an address
-- that several clients share speaks of each of them.
with words as (
  select channel, status, "consentChannel" as consent_channel, withdrawal
  from jsonb_to_recordset(:'words'::jsonb) as rows (channel text, status text, "consentChannel" text, withdrawal text)
),
withdrawals as (
  select
    contacts.client_code, contacts.email, contacts.contact_date, contacts.file_hash, contacts.file_line,
    words.consent_channel, words.withdrawal
  from etl.contacts
  inner join words on words.channel = contacts.channel and words.status = contacts.status
  where contacts.estate_id = :'estate'
),
concerned as (
  select client_code, consent_channel, withdrawal, file_hash, file_line, contact_date
  from withdrawals
  where client_code not like '@%'
  union
  select
    clients.client_code, withdrawals.consent_channel, withdrawals.withdrawal, withdrawals.file_hash,
    withdrawals.file_line, withdrawals.contact_date
  from withdrawals
  inner join etl.clients on clients.estate_id = :'estate' and clients.email = withdrawals.email
  where withdrawals.client_code like '@%'
)
insert into etl.consent_events (estate_id, client_code, channel, event, evidence, happened_on)
select
  :'estate', client_code, consent_channel, withdrawal, 'contact:' || left(file_hash, 8) || ':' || file_line, contact_date
from concerned
on conflict do nothing;
