-- One row: the wine as it is known; nobody else changes it meanwhile.
select *
from etl.wines
where estate_id = :'estate' and wine_key = :'wine_key'
for update
