-- One row: what a name means so far.
select wine_key as "wineKey", confidence::float8 as confidence, author
from etl.wine_aliases
where estate_id = :'estate' and alias_key = :'alias_key'
