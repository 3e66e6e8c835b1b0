-- One row per item marked: the bottles of its product are promised already, to others or to items before it. The better
-- score is served first; a client's own earlier reservation of the product gives way to the new one.
with free as (
  select stock.produit_key, floor(greatest(stock.free_bottles, 0) * :'stock_share'::numeric) as bottles
  from etl.free_bottles(:'estate_id', :'as_of'::date) as stock
),
taken as (
  select reservations.produit_key, sum(reservations.bottles) as bottles
  from crm.bottle_reservations as reservations
  where
    reservations.estate_id = :'estate_id'
    and reservations.expires_at > :'now'::timestamptz
    and not exists (
      select from deciding
      where
        deciding.client_code = reservations.client_code
        and deciding.produit_key = reservations.produit_key
        and deciding.left_out is null
    )
  group by reservations.produit_key
),
in_line as (
  select
    deciding.client_code,
    deciding.rank,
    sum(deciding.bottles) over (
      partition by deciding.produit_key
      order by deciding.score desc, deciding.client_code, deciding.rank
    ) as bottles_so_far,
    free.bottles - coalesce(taken.bottles, 0) as bottles_left
  from deciding
  inner join free on free.produit_key = deciding.produit_key
  left join taken on taken.produit_key = deciding.produit_key
  where deciding.left_out is null and deciding.bottles > 0
)
update deciding
set left_out = 'no_bottles'
from in_line
where
  in_line.client_code = deciding.client_code
  and in_line.rank = deciding.rank
  and in_line.bottles_so_far > in_line.bottles_left
  -- every query names its estate: the table holds one estate's items, as filled
  and :'estate_id' <> ''
