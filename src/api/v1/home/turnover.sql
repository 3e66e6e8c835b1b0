-- One row per month of the last two years up to a day, with the turnover net of VAT, and what of it lies in the same days of the year.
select
  to_char(date_trunc('month', lines.date_livraison), 'YYYY-MM') as month,
  round(sum(lines.mt_ht), 2)::float8 as "mtHt",
  round(
    coalesce(
      sum(lines.mt_ht) filter (
        where to_char(lines.date_livraison, 'MMDD') <= to_char(:'as_of'::date, 'MMDD')
          and lines.date_livraison >= date_trunc('year', :'as_of'::date) - interval '1 year'
      ),
      0
    ),
    2
  )::float8 as "mtHtToDay"
from etl.ventes_lignes as lines
where lines.estate_id = :'estate'
  and lines.line_kind in ('sale', 'return')
  and lines.date_livraison > date_trunc('month', :'as_of'::date) - interval '24 months'
  and lines.date_livraison <= :'as_of'::date
group by 1
order by 1
