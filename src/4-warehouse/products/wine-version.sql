-- One row: a number made of what is known of the wine and of what people corrected.
select ('x' || left(md5(wines::text || coalesce(corrections.words, '')), 12))::bit(48)::bigint as version
from etl.wines as wines
left join lateral (
  select string_agg(overrides::text, '|' order by overrides.column_name) as words
  from etl.overrides as overrides
  where
    overrides.estate_id = wines.estate_id
    and overrides.subject = 'wine'
    and overrides.subject_key = wines.wine_key
) as corrections on true
where wines.estate_id = :'estate' and wines.wine_key = :'wine_key'
