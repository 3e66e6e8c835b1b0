-- One row per name that means, or may mean, another wine's name: what waits for a person first, the surest first.
select
  aliases.alias_key as "aliasKey",
  aliases.wine_key as "wineKey",
  wines.name as "wineName",
  aliases.confidence::float8 as confidence,
  aliases.author,
  case
    when aliases.author not like 'rule:%' then 'person'
    when aliases.confidence < 0.9 then 'waiting'
    else 'rule'
  end as state,
  coalesce(said.labels, '{}') as labels
from etl.wine_aliases as aliases
left join etl.wines as wines on wines.estate_id = aliases.estate_id and wines.wine_key = aliases.wine_key
left join lateral (
  select (array_agg(distinct names.said_label order by names.said_label))[1:5] as labels
  from etl.produit_aliases as names
  where names.estate_id = aliases.estate_id and names.said_wine_key = aliases.alias_key
) as said on true
where
  aliases.estate_id = :'estate'
  and (:'wine_key'::text is null or :'wine_key'::text in (aliases.wine_key, aliases.alias_key))
order by aliases.author like 'rule:%' and aliases.confidence < 0.9 desc, aliases.confidence desc, aliases.alias_key
