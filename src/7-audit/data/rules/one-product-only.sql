-- One row: private clients who ordered twice or more, and those who only ever took one wine.
select
  count(*) as "rowsChecked",
  count(*) filter (where not exists (
      select from etl.ventes_lignes as lignes
      where
        lignes.estate_id = clients.estate_id
        and lignes.client_code = clients.client_code
        and lignes.line_kind = 'sale'
        and lignes.date_livraison <= :'as_of'::date
      having count(distinct lignes.produit_key) > 1
    )) as "rowsFlagged",
  (
    select coalesce(jsonb_agg(to_jsonb(examples)), '[]')
    from (
      select
        'client:' || clients.client_code as subject,
        pages.order_count::text as value,
        clients.file_hash as "fileHash",
        clients.file_line as line
      from etl.clients as clients
      left join crm.customer_360 as pages
        on pages.estate_id = clients.estate_id and pages.client_code = clients.client_code
      where
        clients.estate_id = :'estate_id'
        and not clients.is_till
        and not clients.is_trade
        and pages.order_count > 1
        and not exists (
      select from etl.ventes_lignes as lignes
      where
        lignes.estate_id = clients.estate_id
        and lignes.client_code = clients.client_code
        and lignes.line_kind = 'sale'
        and lignes.date_livraison <= :'as_of'::date
      having count(distinct lignes.produit_key) > 1
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
  and pages.order_count > 1
