-- One row per correction a person made to the client.
select column_name, value, author, decided_at
from etl.overrides
where estate_id = :'estate' and subject = 'client' and subject_key = :'client_code'
order by column_name
