-- One row: how many clients keep their list from one computation to another, and how many do not.
with former as (
  select details.client_code, array_agg(details.produit_key order by details.produit_key) as products
  from crm.recommendation_details as details
  where details.estate_id = :'estate' and details.inputs_hash = :'from_hash' and not details.is_holdout
  group by details.client_code
),
latter as (
  select details.client_code, array_agg(details.produit_key order by details.produit_key) as products
  from crm.recommendation_details as details
  where details.estate_id = :'estate' and details.inputs_hash = :'to_hash' and not details.is_holdout
  group by details.client_code
)
select
  count(*) filter (where former.products = latter.products)::integer as same,
  count(*) filter (where former.products <> latter.products)::integer as changed,
  count(*) filter (where former.products is null)::integer as new,
  count(*) filter (where latter.products is null)::integer as gone,
  coalesce(
    sum((select count(*) from unnest(latter.products) as product where product <> all (coalesce(former.products, '{}')))),
    0
  )::integer as "newWines"
from former
full join latter on latter.client_code = former.client_code
