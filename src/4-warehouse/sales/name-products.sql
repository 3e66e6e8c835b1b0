-- One row per name of the file that is a wine's, and the product it means.
select names.name_no as "nameNo", aliases.produit_key as "produitKey"
from incoming_names as names
inner join etl.produit_aliases as aliases
  on
    aliases.estate_id = :'estate'
    and aliases.source = :'source'
    and aliases.label_key = names.label_key
    and aliases.article = upper(coalesce(names.article, ''))
    and aliases.packaging = coalesce(names.packaging, '')
where names.wine_key is not null and aliases.produit_key <> '';
