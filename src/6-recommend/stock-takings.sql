-- One row: the last day the estate counted its stock, up to the as-of day; null when it never exported any.
select max(stock.date_snapshot) as last_on
from etl.stock as stock
where stock.estate_id = :'estate_id' and stock.date_snapshot <= :'as_of'::date
