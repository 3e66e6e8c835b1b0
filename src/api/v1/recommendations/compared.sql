-- One row per client whose list is not the same in two computations: their wines before and after, in the order of the lists.
select
  coalesce(former.client_code, latter.client_code) as "clientCode",
  coalesce(clients.nom, '') as nom,
  coalesce(clients.prenom, '') as prenom,
  case
    when former.client_code is null then 'new'
    when latter.client_code is null then 'gone'
    else 'changed'
  end as change,
  coalesce(former.labels, '{}') as before,
  coalesce(latter.labels, '{}') as after
from (
  select details.client_code, array_agg(details.produit_label order by details.rank) as labels,
    array_agg(details.produit_key order by details.produit_key) as products
  from crm.recommendation_details as details
  where details.estate_id = :'estate' and details.inputs_hash = :'from_hash' and not details.is_holdout
  group by details.client_code
) as former
full join (
  select details.client_code, array_agg(details.produit_label order by details.rank) as labels,
    array_agg(details.produit_key order by details.produit_key) as products
  from crm.recommendation_details as details
  where details.estate_id = :'estate' and details.inputs_hash = :'to_hash' and not details.is_holdout
  group by details.client_code
) as latter on latter.client_code = former.client_code
left join etl.clients as clients
  on clients.estate_id = :'estate' and clients.client_code = coalesce(former.client_code, latter.client_code)
where former.products is distinct from latter.products
