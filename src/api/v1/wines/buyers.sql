-- One row: how many clients bought a wine, those who bought most of it, and their segments.
with bought as (
  select
    lignes.client_code,
    sum(lignes.qty_bottles) as bottles,
    sum(lignes.mt_ht) as net_ht,
    max(lignes.date_livraison) filter (where lignes.line_kind = 'sale') as last_on
  from etl.produits as produits
  inner join etl.ventes_lignes as lignes
    on lignes.estate_id = produits.estate_id and lignes.produit_key = produits.produit_key
  where
    produits.estate_id = :'estate'
    and produits.wine_key = :'wine_key'
    and lignes.line_kind in ('sale', 'return')
    and lignes.client_code is not null
  group by lignes.client_code
  having sum(lignes.qty_bottles) > 0
),
first_ten as (
  select bought.*
  from bought
  where bought.last_on is not null
  order by bought.net_ht desc, bought.client_code
  limit 10
),
by_segment as (
  select pages.segment, count(*)::int as client_count
  from bought
  inner join crm.customer_360 as pages
    on pages.estate_id = :'estate' and pages.client_code = bought.client_code
  group by pages.segment
)
select
  (select count(*)::int from bought) as "buyerCount",
  coalesce(
    (
      select jsonb_agg(
        jsonb_build_object(
          'clientCode', first_ten.client_code,
          'nom', clients.nom,
          'prenom', clients.prenom,
          'bottles', first_ten.bottles::float8,
          'netHt', round(first_ten.net_ht, 2)::float8,
          'lastOn', first_ten.last_on
        )
        order by first_ten.net_ht desc, first_ten.client_code
      )
      from first_ten
      left join etl.clients as clients
        on clients.estate_id = :'estate' and clients.client_code = first_ten.client_code
    ),
    '[]'
  ) as buyers,
  coalesce(
    (
      select jsonb_agg(
        jsonb_build_object('segment', by_segment.segment, 'clientCount', by_segment.client_count)
        order by by_segment.client_count desc, by_segment.segment
      )
      from by_segment
    ),
    '[]'
  ) as "buyerSegments"
