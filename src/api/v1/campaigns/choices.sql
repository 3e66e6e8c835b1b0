-- One row per scenario, segment and cluster (`kind`) for which something is approved, with how many clients; and one for all.
with approved as (
  select items.client_code, listed.scenario, pages.segment, clusters.name_fr as cluster
  from crm.approval_items as items
  inner join crm.recommendations as listed
    on listed.estate_id = items.estate_id
    and listed.client_code = items.client_code
    and (
      (items.inputs_hash = listed.inputs_hash and items.rank = listed.rank)
      or items.content_hash = crm.recommendation_hash(
        listed.client_code, listed.scenario, listed.produit_key, listed.produit_label, listed.millesime, listed.format,
        listed.prix_ttc, listed.reason
      )
    )
  inner join crm.customer_360 as pages
    on pages.estate_id = items.estate_id and pages.client_code = items.client_code
  left join crm.client_clusters as clusters
    on clusters.estate_id = pages.estate_id
    and clusters.as_of_on = pages.as_of_on
    and clusters.cluster_id = pages.cluster_id
  where items.estate_id = :'estate' and items.decision = 'approved' and items.expires_at > :'at'::timestamptz
)
select
  case
    when grouping(approved.scenario) = 0 then 'scenario'
    when grouping(approved.segment) = 0 then 'segment'
    when grouping(approved.cluster) = 0 then 'cluster'
    else 'all'
  end as kind,
  coalesce(approved.scenario, approved.segment, approved.cluster, '') as name,
  count(distinct approved.client_code)::integer as clients
from approved
group by grouping sets ((approved.scenario), (approved.segment), (approved.cluster), ())
order by kind, count(distinct approved.client_code) desc, name
