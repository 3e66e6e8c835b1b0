-- One row per contact the file tells of and no earlier one did. A contact known by its e-mail alone, which names no client
-- or several, is kept under '@' and the start of the address's hash: no client code can look so, and none is lost.
with by_email as (
  select email, min(client_code) as client_code
  from etl.clients
  where estate_id = :'estate' and email is not null
  group by email
  having count(*) = 1
),
told as (
  select
    coalesce(
      incoming_contacts.client_code,
      by_email.client_code,
      '@' || left(encode(sha256(convert_to(incoming_contacts.email, 'UTF8')), 'hex'), 16)
    ) as client_code,
    contact_date,
    coalesce(channel, '') as channel,
    coalesce(status, '') as status,
    coalesce(campaign_id, '') as campaign_id,
    incoming_contacts.email,
    file_line,
    incoming_contacts.client_code is null as is_by_email
  from incoming_contacts
  left join by_email on by_email.email = incoming_contacts.email
)
insert into etl.contacts (
  estate_id, source, client_code, contact_date, channel, status, campaign_id, email, file_hash, file_line
)
select :'estate', :'source', client_code, contact_date, channel, status, campaign_id, email, :'file_hash', file_line
from told
where
  client_code is not null
  -- an address that was found to be a client's may since be shared: the contact is not told twice for that
  and not (
    is_by_email
    and exists (
      select
      from etl.contacts as known
      where
        known.estate_id = :'estate'
        and known.source = :'source'
        and known.email = told.email
        and (known.contact_date, known.channel, known.campaign_id, known.status)
        = (told.contact_date, told.channel, told.campaign_id, told.status)
    )
  )
order by file_line
on conflict do nothing;
