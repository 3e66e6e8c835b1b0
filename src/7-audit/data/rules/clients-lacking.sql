-- One row: private clients, and those who lack what is named (`email`, `purchase`), the best of them first.
select
  count(*) as "rowsChecked",
  count(*) filter (where lacking.is_lacking) as "rowsFlagged",
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
      cross join lateral (
        select case :'lack' when 'email' then clients.email is null else coalesce(pages.order_count, 0) = 0 end as is_lacking
      ) as lacking
      where
        clients.estate_id = :'estate_id'
        and not clients.is_till
        and not clients.is_trade
        and lacking.is_lacking
      order by pages.net_ht desc nulls last, clients.client_code
      limit 20
    ) as examples
  ) as worst
from etl.clients as clients
left join crm.customer_360 as pages
  on pages.estate_id = clients.estate_id and pages.client_code = clients.client_code
cross join lateral (
  select case :'lack' when 'email' then clients.email is null else coalesce(pages.order_count, 0) = 0 end as is_lacking
) as lacking
where
  clients.estate_id = :'estate_id'
  and not clients.is_till
  and not clients.is_trade
