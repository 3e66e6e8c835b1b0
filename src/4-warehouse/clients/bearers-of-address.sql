-- One row per client who bears an address, and whether the address or the client ever refused letters.
select
  clients.client_code as "clientCode",
  exists (
    select
    from etl.suppressions as suppressions
    where
      suppressions.estate_id = clients.estate_id
      and suppressions.reason <> 'bounce'
      and suppressions.subject_hash in (
        :'email_hash', encode(sha256(convert_to('client:' || clients.client_code, 'UTF8')), 'hex')
      )
  ) as "isRefusing"
from etl.clients as clients
where clients.estate_id = :'estate' and etl.email_hash(clients.email) = :'email_hash'
order by clients.client_code
