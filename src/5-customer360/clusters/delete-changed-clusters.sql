-- One row per cluster of this day that reads otherwise now, or is no more: it makes room. Equal ones are not touched.
delete from crm.client_clusters as known
where
  known.estate_id = :'estate_id'
  and known.as_of_on = :'as_of'::date
  and not exists (
    select
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
    where
      (
        upcoming.cluster_id,
        upcoming.name_fr,
        upcoming.name_en,
        upcoming.client_count,
        upcoming.centre_recency_days,
        upcoming.centre_order_count,
        upcoming.centre_net_ht,
        upcoming.profile
      )
      = (
        known.cluster_id,
        known.name_fr,
        known.name_en,
        known.client_count,
        known.centre_recency_days,
        known.centre_order_count,
        known.centre_net_ht,
        known.profile
      )
  )
