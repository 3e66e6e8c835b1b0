-- One row per cluster of the last computation before this day, with the highest number ever given before it.
select
  client_clusters.as_of_on,
  client_clusters.cluster_id,
  client_clusters.name_fr,
  client_clusters.name_en,
  client_clusters.centre_recency_days,
  client_clusters.centre_order_count,
  client_clusters.centre_net_ht,
  client_clusters.profile ->> 'kind' as kind,
  (
    select max(earlier.cluster_id)
    from crm.client_clusters as earlier
    where earlier.estate_id = :'estate_id' and earlier.as_of_on < :'as_of'::date
  ) as highest_id
from crm.client_clusters as client_clusters
where
  client_clusters.estate_id = :'estate_id'
  and client_clusters.as_of_on = (
    select max(earlier.as_of_on)
    from crm.client_clusters as earlier
    where earlier.estate_id = :'estate_id' and earlier.as_of_on < :'as_of'::date
  )
order by client_clusters.cluster_id
