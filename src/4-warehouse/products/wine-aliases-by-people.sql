-- One row per alias that a person decided.
select alias_key as "aliasKey", wine_key as "wineKey", confidence::float8 as confidence, author
from etl.wine_aliases
where estate_id = :'estate' and author not like 'rule:%'
order by alias_key;
