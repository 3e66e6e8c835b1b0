-- One row: the client as the register knows it; nobody else changes it meanwhile.
select *
from etl.clients
where estate_id = :'estate' and client_code = :'client_code'
for update
