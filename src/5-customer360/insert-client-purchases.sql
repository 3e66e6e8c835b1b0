-- One row per client, product and day: what was bought less what came back that day.
insert into client_purchases
select
  lignes.estate_id,
  lignes.client_code,
  lignes.produit_key,
  produits.wine_key,
  sum(lignes.qty_bottles),
  sum(lignes.qty_unit),
  sum(lignes.mt_ht),
  sum(lignes.mt_ttc),
  lignes.date_livraison
from etl.ventes_lignes as lignes
left join etl.produits as produits
  on produits.estate_id = lignes.estate_id and produits.produit_key = lignes.produit_key
where
  lignes.estate_id = :'estate_id'
  and lignes.client_code is not null
  and lignes.produit_key is not null
  and lignes.line_kind in ('sale', 'return')
  and lignes.date_livraison <= :'as_of'::date
group by lignes.estate_id, lignes.client_code, lignes.produit_key, produits.wine_key, lignes.date_livraison
order by lignes.client_code
