-- One row per column of a client that a person corrected.
select column_name as "column", value, author, decided_at as "decidedAt"
from etl.overrides
where estate_id = :'estate' and subject = 'client' and subject_key = :'client_code'
order by column_name
