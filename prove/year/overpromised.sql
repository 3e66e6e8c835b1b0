-- One row per product of which more bottles are set aside, an approval of this moment among them, than the newest stock-taking
-- leaves free. Counted anew from the exports.
with newest as (
  select stock.source, max(stock.date_snapshot) as taken_on
  from etl.stock as stock
  where stock.estate_id = :'estate_id'
  group by stock.source
),
free as (
  select stock.produit_key, sum(stock.stock_total - stock.stock_reserve) as bottles
  from etl.stock as stock
  inner join newest on newest.source = stock.source and newest.taken_on = stock.date_snapshot
  where stock.estate_id = :'estate_id'
  group by stock.produit_key
),
promised as (
  select
    reservations.produit_key,
    sum(reservations.bottles) as bottles,
    coalesce(sum(reservations.bottles) filter (where reservations.reserved_at < :'now'::timestamptz), 0) as older
  from crm.bottle_reservations as reservations
  where reservations.estate_id = :'estate_id' and reservations.expires_at > :'now'::timestamptz
  group by reservations.produit_key
)
select
  promised.produit_key,
  promised.bottles as promised,
  promised.older,
  coalesce(free.bottles, 0) as free
from promised
left join free on free.produit_key = promised.produit_key
where promised.bottles > promised.older and promised.bottles > coalesce(free.bottles, 0)
order by promised.produit_key
