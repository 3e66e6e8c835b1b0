-- One row: what the last computation knows of the client.
select
  customer_360.segment,
  customer_360.tier,
  customer_360.rfm_code as "rfmCode",
  customer_360.rfm_mean as "rfmMean",
  customer_360.recency_score as "recencyScore",
  customer_360.frequency_score as "frequencyScore",
  customer_360.monetary_score as "monetaryScore",
  customer_360.recency_days as "recencyDays",
  customer_360.order_count as "orderCount",
  customer_360.line_count as "lineCount",
  customer_360.bottles,
  customer_360.net_ht as "netHt",
  customer_360.net_ttc as "netTtc",
  customer_360.mean_basket_ht as "meanBasketHt",
  customer_360.median_price_75cl_ttc as "medianPrice75clTtc",
  customer_360.own_gap_days as "ownGapDays",
  customer_360.gap_days as "gapDays",
  customer_360.usual_month as "usualMonth",
  customer_360.rhythm,
  customer_360.p_alive as "pAlive",
  customer_360.expected_orders_12m as "expectedOrders12m",
  customer_360.value_12m_ht as "value12mHt",
  customer_360.value_12m_low_ht as "value12mLowHt",
  customer_360.value_12m_high_ht as "value12mHighHt",
  customer_360.value_status as "valueStatus",
  customer_360.favourite_families as "favouriteFamilies",
  customer_360.favourite_grapes as "favouriteGrapes",
  customer_360.favourite_sweetness as "favouriteSweetness",
  customer_360.favourite_colours as "favouriteColours",
  customer_360.favourite_formats as "favouriteFormats",
  customer_360.favourite_price_bands as "favouritePriceBands",
  case
    when client_clusters.cluster_id is not null then jsonb_build_object(
      'clusterId', client_clusters.cluster_id,
      'nameFr', client_clusters.name_fr,
      'nameEn', client_clusters.name_en,
      'clientCount', client_clusters.client_count,
      'profile', client_clusters.profile
    )
  end as cluster,
  value_models.clustering,
  customer_360.taste,
  customer_360.cellar,
  customer_360.contact_count_365d as "contactCount365d",
  customer_360.legal_basis as "legalBasis",
  customer_360.legal_basis_evidence as "legalBasisEvidence",
  customer_360.explanation,
  customer_360.has_email as "hasEmail",
  customer_360.is_bounced as "isBounced",
  customer_360.is_opted_out as "isOptedOut",
  customer_360.is_profiled as "isProfiled",
  customer_360.is_trade as "isTrade",
  customer_360.as_of_on as "asOf",
  customer_360.first_order_on as "firstOrderOn",
  customer_360.last_order_on as "lastOrderOn",
  customer_360.next_order_on as "nextOrderOn",
  customer_360.next_order_from as "nextOrderFrom",
  customer_360.last_contact_on as "lastContactOn",
  customer_360.next_contact_on as "nextContactOn"
from crm.customer_360 as customer_360
left join crm.client_clusters as client_clusters
  on client_clusters.estate_id = customer_360.estate_id
  and client_clusters.as_of_on = customer_360.as_of_on
  and client_clusters.cluster_id = customer_360.cluster_id
left join crm.value_models as value_models
  on value_models.estate_id = customer_360.estate_id and value_models.as_of_on = customer_360.as_of_on
where customer_360.estate_id = :'estate_id' and customer_360.client_code = :'client_code'
