-- One row per snapshot of this day that today's pages do not bear out.
delete from crm.customer_360_snapshots as known
where
  known.estate_id = :'estate_id'
  and known.as_of_on = :'as_of'::date
  and not exists (
    select from crm.customer_360 as page
    where
      page.estate_id = known.estate_id
      and page.client_code = known.client_code
      and (
        page.segment,
        page.tier,
        page.rfm_code,
        page.recency_days,
        page.order_count,
        page.net_ht,
        page.p_alive,
        page.value_12m_ht,
        page.cluster_id
      )
      is not distinct from (
        known.segment,
        known.tier,
        known.rfm_code,
        known.recency_days,
        known.order_count,
        known.net_ht,
        known.p_alive,
        known.value_12m_ht,
        known.cluster_id
      )
  )
