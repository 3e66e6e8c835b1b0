-- One row: private clients, and those the client file does not hold: known from sales alone.
select
  count(*) as "rowsChecked",
  count(*) filter (where clients.origin = 'sales') as "rowsFlagged",
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
        and clients.origin = 'sales'
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
