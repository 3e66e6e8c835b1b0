-- One row per name of the source and the product it means.
insert into name_products (label_key, article, packaging, produit_key)
select label_key, article, packaging, produit_key
from etl.produit_aliases
where estate_id = :'estate' and source = :'source';
