-- One row per group of clients of the last computation, the largest first.
select
  clusters.cluster_id as "clusterId",
  clusters.name_fr as "nameFr",
  clusters.name_en as "nameEn",
  clusters.client_count as "clientCount",
  (clusters.profile ->> 'medianRecencyDays')::float8 as "medianRecencyDays",
  (clusters.profile ->> 'medianOrderCount')::float8 as "medianOrderCount",
  (clusters.profile ->> 'medianNetHt')::float8 as "medianNetHt",
  (clusters.profile ->> 'turnoverShare')::float8 as "turnoverShare"
from crm.client_clusters as clusters
where
  clusters.estate_id = :'estate'
  and clusters.as_of_on = (select max(latest.as_of_on) from crm.value_models as latest where latest.estate_id = :'estate')
order by clusters.client_count desc, clusters.cluster_id
