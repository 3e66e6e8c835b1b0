-- One row per cluster of this day that is not there yet, or not any more.
insert into crm.client_clusters (
  estate_id,
  as_of_on,
  cluster_id,
  name_fr,
  name_en,
  client_count,
  centre_recency_days,
  centre_order_count,
  centre_net_ht,
  profile
)
select
  :'estate_id',
  :'as_of'::date,
  upcoming.cluster_id,
  upcoming.name_fr,
  upcoming.name_en,
  upcoming.client_count,
  upcoming.centre_recency_days,
  upcoming.centre_order_count,
  upcoming.centre_net_ht,
  upcoming.profile
from jsonb_to_recordset(:'clusters'::jsonb) as upcoming (
  cluster_id integer,
  name_fr text,
  name_en text,
  client_count integer,
  centre_recency_days float8,
  centre_order_count float8,
  centre_net_ht float8,
  profile jsonb
)
on conflict (estate_id, as_of_on, cluster_id) do nothing
