-- One row per client who was in a cluster on that day.
select snapshots.client_code, snapshots.cluster_id
from crm.customer_360_snapshots as snapshots
where
  snapshots.estate_id = :'estate_id'
  and snapshots.as_of_on = :'as_of'::date
  and snapshots.cluster_id is not null
