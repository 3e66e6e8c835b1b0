-- One row per scenario of the current list.
select lists.scenario, count(*)::integer as clients, sum(lists.items)::integer as items
from (
  select listed.scenario, listed.client_code, count(*) as items
  from crm.recommendations as listed
  where listed.estate_id = :'estate'
  group by listed.scenario, listed.client_code
) as lists
group by lists.scenario
order by sum(lists.items) desc, lists.scenario
