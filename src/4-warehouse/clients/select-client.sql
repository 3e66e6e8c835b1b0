-- One row: the client as the register knows it.
select *
from etl.clients
where estate_id = :'estate' and client_code = :'client_code'
