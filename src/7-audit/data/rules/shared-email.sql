-- One row: private clients with an address, and those whose address others bear too.
select
  count(*) as "rowsChecked",
  count(*) filter (where exists (
      select from etl.clients as others
      where
        others.estate_id = clients.estate_id
        and others.client_code <> clients.client_code
        and etl.email_hash(others.email) = etl.email_hash(clients.email)
    )) as "rowsFlagged",
  (
    select coalesce(jsonb_agg(to_jsonb(examples)), '[]')
    from (
      select
        'client:' || clients.client_code as subject,
        null::text as value,
        clients.file_hash as "fileHash",
        clients.file_line as line
      from etl.clients as clients
      left join crm.customer_360 as pages
        on pages.estate_id = clients.estate_id and pages.client_code = clients.client_code
      where
        clients.estate_id = :'estate_id'
        and not clients.is_till
        and not clients.is_trade
        and clients.email is not null
        and exists (
      select from etl.clients as others
      where
        others.estate_id = clients.estate_id
        and others.client_code <> clients.client_code
        and etl.email_hash(others.email) = etl.email_hash(clients.email)
    )
      order by pages.net_ht desc nulls last, clients.client_code
      limit 20
    ) as examples
  ) as worst
from etl.clients as clients
left join crm.customer_360 as pages
  on pages.estate_id = clients.estate_id and pages.client_code = clients.client_code
where
  clients.estate_id = :'estate_id'
  and not clients.is_till
  and not clients.is_trade
  and clients.email is not null
