-- One row per contact that was kept by its e-mail alone, now that the address names exactly one client.
with by_email as (
  select email, min(client_code) as client_code
  from etl.clients
  where estate_id = :'estate' and email is not null
  group by email
  having count(*) = 1
),
found as (
  delete from etl.contacts as known
  using by_email
  where known.estate_id = :'estate' and known.client_code like '@%' and by_email.email = known.email
  returning
    known.source, by_email.client_code, known.contact_date, known.channel, known.status, known.campaign_id,
    known.email, known.file_hash, known.file_line
)
insert into etl.contacts (
  estate_id, source, client_code, contact_date, channel, status, campaign_id, email, file_hash, file_line
)
select :'estate', source, client_code, contact_date, channel, status, campaign_id, email, file_hash, file_line
from found
on conflict do nothing;
