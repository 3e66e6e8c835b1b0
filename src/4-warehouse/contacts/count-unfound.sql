-- One row: how many contacts are known by an e-mail that names no client, or several.
select count(*) as contacts
from etl.contacts
where estate_id = :'estate' and client_code like '@%';
