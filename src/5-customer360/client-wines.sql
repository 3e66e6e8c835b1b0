-- One row per client and wine, vintages and formats together. Bottles in ten-thousandths; the last day is a day of buying.
with wine_days as (
  select
    client_purchases.client_code,
    client_purchases.wine_key,
    sum(client_purchases.bottles) as bottles,
    client_purchases.bought_on
  from client_purchases
  where
    client_purchases.estate_id = :'estate_id'
    and client_purchases.client_code between :'first_code' and :'last_code'
    and client_purchases.wine_key is not null
  group by client_purchases.client_code, client_purchases.wine_key, client_purchases.bought_on
),
last_days as (
  select
    wine_days.*,
    max(wine_days.bought_on) filter (where wine_days.bottles > 0)
      over (partition by wine_days.client_code, wine_days.wine_key) as last_on
  from wine_days
)
select
  last_days.client_code,
  last_days.wine_key,
  (sum(last_days.bottles) * 10000)::int8 as bottles,
  (sum(last_days.bottles) filter (where last_days.bought_on = last_days.last_on) * 10000)::int8 as last_bottles,
  min(last_days.bought_on) filter (where last_days.bottles > 0) as first_on,
  last_days.last_on
from last_days
group by last_days.client_code, last_days.wine_key, last_days.last_on
having sum(last_days.bottles) > 0
order by last_days.client_code, last_days.wine_key
