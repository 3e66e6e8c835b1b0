-- One row: private clients, and those of whom something holds (`no_email`, `no_purchase`, `silence`), the best of them first.
-- Only who ever bought can be silent.
with asked as (
  select
    clients.client_code,
    clients.file_hash,
    clients.file_line,
    pages.net_ht,
    case when :'holds' = 'silence' then pages.recency_days::text end as value,
    case :'holds'
      when 'no_email' then clients.email is null
      when 'no_purchase' then coalesce(pages.order_count, 0) = 0
      when 'silence' then pages.recency_days > :'silent_days'::integer
    end as is_flagged
  from etl.clients as clients
  left join crm.customer_360 as pages
    on pages.estate_id = clients.estate_id and pages.client_code = clients.client_code
  where
    clients.estate_id = :'estate_id'
    and not clients.is_till
    and not clients.is_trade
    and (:'holds' <> 'silence' or pages.order_count > 0)
),
worst as (
  select 'client:' || asked.client_code as subject, asked.value, asked.file_hash as "fileHash", asked.file_line as line
  from asked
  where asked.is_flagged
  order by asked.net_ht desc nulls last, asked.client_code
  limit 20
)
select
  count(*) as "rowsChecked",
  count(*) filter (where asked.is_flagged) as "rowsFlagged",
  (select coalesce(jsonb_agg(to_jsonb(worst)), '[]') from worst) as worst
from asked
