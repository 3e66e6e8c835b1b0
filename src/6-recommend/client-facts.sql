-- One row per client after a code, in the order of the codes: what the scenarios read of the customer 360.
select
  pages.client_code,
  pages.segment,
  pages.tier,
  pages.order_count,
  pages.line_count,
  pages.net_ht::float8 as net_ht,
  pages.value_12m_ht::float8 as value_12m_ht,
  pages.last_order_on,
  pages.own_gap_days::float8 as own_gap_days,
  pages.gap_days::float8 as gap_days,
  pages.median_price_75cl_ttc::float8 as median_price_75cl_ttc,
  pages.favourite_families,
  pages.favourite_grapes,
  pages.favourite_sweetness,
  pages.taste
from crm.customer_360 as pages
where pages.estate_id = :'estate_id' and pages.client_code > :'after_code'
order by pages.client_code
limit :'limit'
