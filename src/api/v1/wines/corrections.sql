-- One row per column of a wine that a person corrected.
select column_name as "column", value, author, decided_at as "decidedAt"
from etl.overrides
where estate_id = :'estate' and subject = 'wine' and subject_key = :'wine_key'
order by column_name
