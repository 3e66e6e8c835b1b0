-- One row per family of the estate's wines.
select distinct wines.famille_crm as name
from etl.wines as wines
where wines.estate_id = :'estate' and wines.famille_crm is not null
order by wines.famille_crm
