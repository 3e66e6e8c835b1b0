-- One row per group of clients of the last computation.
select
  clusters.cluster_id as "clusterId",
  clusters.name_fr as "nameFr",
  clusters.name_en as "nameEn",
  clusters.client_count as "clientCount"
from crm.client_clusters as clusters
where
  clusters.estate_id = :'estate'
  and clusters.as_of_on = (select max(latest.as_of_on) from crm.value_models as latest where latest.estate_id = :'estate')
order by clusters.client_count desc, clusters.cluster_id
