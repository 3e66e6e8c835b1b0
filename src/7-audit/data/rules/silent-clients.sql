-- One row: private clients who bought, and those silent for over so many days.
select
  count(*) as "rowsChecked",
  count(*) filter (where pages.recency_days > :'silent_days'::integer) as "rowsFlagged",
  (
    select coalesce(jsonb_agg(to_jsonb(examples)), '[]')
    from (
      select
        'client:' || clients.client_code as subject,
        pages.recency_days::text as value,
        clients.file_hash as "fileHash",
        clients.file_line as line
      from etl.clients as clients
      left join crm.customer_360 as pages
        on pages.estate_id = clients.estate_id and pages.client_code = clients.client_code
      where
        clients.estate_id = :'estate_id'
        and not clients.is_till
        and not clients.is_trade
        and pages.order_count > 0
        and pages.recency_days > :'silent_days'::integer
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
  and pages.order_count > 0
