-- One row per scenario of the current list.
select listed.scenario, count(distinct listed.client_code)::integer as clients, count(*)::integer as items
from crm.recommendations as listed
where listed.estate_id = :'estate'
group by listed.scenario
order by count(*) desc, listed.scenario
