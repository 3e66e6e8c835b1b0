-- One row per month of the last two years up to a day, with the turnover net of VAT, and what of it lies in the same days of the year.
select
  to_char(date_trunc('month', days.sold_on), 'YYYY-MM') as month,
  round(sum(days.mt_ht), 2)::float8 as "mtHt",
  round(
    coalesce(
      sum(days.mt_ht) filter (
        where to_char(days.sold_on, 'MMDD') <= to_char(:'as_of'::date, 'MMDD')
          and days.sold_on >= date_trunc('year', :'as_of'::date) - interval '1 year'
      ),
      0
    ),
    2
  )::float8 as "mtHtToDay"
from crm.daily_turnover as days
where days.estate_id = :'estate'
  and days.sold_on > date_trunc('month', :'as_of'::date) - interval '24 months'
  and days.sold_on <= :'as_of'::date
group by 1
order by 1
