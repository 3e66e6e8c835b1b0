-- One row when the wine is known.
select wine_key as "wineKey"
from etl.wines
where estate_id = :'estate' and wine_key = :'wine_key'
