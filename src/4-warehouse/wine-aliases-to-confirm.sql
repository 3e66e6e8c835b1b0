-- One row per label that is merely alike a wine of the catalogue: kept apart until a person confirms it.
select alias_key as "aliasKey", wine_key as "wineKey", confidence::float8 as confidence
from etl.wine_aliases
where estate_id = :'estate' and author like 'rule:%' and confidence < 0.9
order by confidence desc, alias_key;
