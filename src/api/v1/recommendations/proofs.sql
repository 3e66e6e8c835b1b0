-- One row per line of the purchases of a wine, or a product, that a reason speaks of, the newest first.
select
  lignes.source,
  lignes.document_id as "documentId",
  lignes.date_livraison as "on",
  lignes.produit_label as label,
  lignes.qty_bottles::float8 as bottles,
  round(lignes.mt_ttc, 2)::float8 as "mtTtc",
  coalesce(files.original_name, '') as "fileName",
  lignes.file_hash as "fileHash",
  lignes.file_line::integer as "fileLine"
from etl.ventes_lignes as lignes
left join etl.produits as produits
  on produits.estate_id = lignes.estate_id and produits.produit_key = lignes.produit_key
left join etl.files as files
  on files.estate_id = lignes.estate_id
  and files.source = lignes.source
  and files.dataset = 'ventes_lignes'
  and files.file_hash = lignes.file_hash
where
  lignes.estate_id = :'estate'
  and lignes.client_code = :'client_code'
  and lignes.line_kind = 'sale'
  and lignes.date_livraison between :'first_on'::date and :'last_on'::date
  and (produits.wine_key = :'wine_key' or lignes.produit_key = :'produit_key')
order by lignes.date_livraison desc, lignes.document_id, lignes.line_id
limit 12
