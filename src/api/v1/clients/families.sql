-- One row per family that is somebody's favourite, the commonest first.
select favourite_families -> 0 ->> 'name' as name, count(*)::int as "clientCount"
from crm.customer_360
where estate_id = :'estate' and favourite_families -> 0 ->> 'name' is not null
group by 1
order by 2 desc, 1
limit 60
