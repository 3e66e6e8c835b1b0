-- One row per client a filter finds, in the order of the codes: whom they live with, and how far the deciding on their
-- recommendations is. Letters with wines are for clients of the current list, and for those who are named.
with wanted as (
  select
    clients.client_code,
    clients.household_key,
    pages.last_order_on,
    pages.segment,
    pages.cluster_id,
    pages.as_of_on
  from etl.clients as clients
  left join crm.customer_360 as pages
    on pages.estate_id = clients.estate_id and pages.client_code = clients.client_code
  left join crm.client_clusters as clusters
    on clusters.estate_id = pages.estate_id
    and clusters.as_of_on = pages.as_of_on
    and clusters.cluster_id = pages.cluster_id
  where
    clients.estate_id = :'estate_id'
    and (:'clients'::text[] is null or clients.client_code = any(:'clients'::text[]))
    and (:'segments'::text[] is null or pages.segment = any(:'segments'::text[]))
    and (
      :'clusters'::text[] is null
      or pages.cluster_id::text = any(:'clusters'::text[])
      or clusters.name_fr = any(:'clusters'::text[])
      or clusters.name_en = any(:'clusters'::text[])
    )
    and (:'last_order_before'::date is null or pages.last_order_on < :'last_order_before'::date)
)
select
  wanted.client_code as "clientCode",
  wanted.household_key as "householdKey",
  count(listed.rank)::integer as "itemCount",
  count(*) filter (where items.decision = 'approved' and items.expires_at > :'at'::timestamptz)::integer
    as "approvedCount",
  count(*) filter (where items.expires_at <= :'at'::timestamptz)::integer as "expiredCount",
  count(*) filter (where items.decision = 'rejected' and items.expires_at > :'at'::timestamptz)::integer
    as "rejectedCount",
  count(*) filter (where items.decision = 'flagged' and items.expires_at > :'at'::timestamptz)::integer
    as "flaggedCount",
  coalesce(bool_and(verdicts.is_eligible), false) as "isEligible"
from wanted
left join crm.recommendations as listed
  on listed.estate_id = :'estate_id'
  and listed.client_code = wanted.client_code
  and listed.scenario = any(:'scenarios'::text[])
left join crm.audit_verdicts as verdicts
  on verdicts.estate_id = listed.estate_id
  and verdicts.inputs_hash = listed.inputs_hash
  and verdicts.client_code = listed.client_code
left join crm.approval_items as items
  on items.estate_id = listed.estate_id
  and items.client_code = listed.client_code
  and items.content_hash = crm.recommendation_hash(
    listed.client_code, listed.scenario, listed.produit_key, listed.produit_label, listed.millesime, listed.format,
    listed.prix_ttc, listed.reason
  )
where listed.rank is not null or not :'needs_wines'::boolean or :'clients'::text[] is not null
group by wanted.client_code, wanted.household_key
order by wanted.client_code
