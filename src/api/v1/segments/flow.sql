-- One row per segment before and segment now, with how many clients went that way.
select earlier.segment as "from", later.segment as "to", count(*)::int as "clientCount"
from crm.customer_360_snapshots as later
left join crm.customer_360_snapshots as earlier
  on earlier.estate_id = later.estate_id
  and earlier.as_of_on = :'before'::date
  and earlier.client_code = later.client_code
where later.estate_id = :'estate' and later.as_of_on = :'as_of'::date
group by earlier.segment, later.segment
order by 3 desc, 1, 2
