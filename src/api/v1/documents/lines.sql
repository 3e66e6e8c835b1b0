-- One row per line of a document, in the order of its file, with the file and line it was read from.
select
  lignes.line_id as "lineId",
  lignes.line_kind as "lineKind",
  lignes.document_type as "documentType",
  lignes.document_no as "documentNo",
  lignes.client_code as "clientCode",
  clients.nom,
  clients.prenom,
  lignes.date_livraison as "dateLivraison",
  lignes.produit_label as "produitLabel",
  lignes.produit_key as "produitKey",
  produits.wine_key as "wineKey",
  lignes.packaging,
  lignes.qty_line::float8 as "qtyLine",
  lignes.qty_bottles::float8 as "qtyBottles",
  round(lignes.pu_ht, 2)::float8 as "puHt",
  round(lignes.mt_ht, 2)::float8 as "mtHt",
  round(lignes.mt_ttc, 2)::float8 as "mtTtc",
  lignes.is_ht_derived as "isHtDerived",
  lignes.is_ttc_derived as "isTtcDerived",
  lignes.file_hash as "fileHash",
  lignes.file_line as "fileLine",
  files.original_name as "fileName"
from etl.ventes_lignes as lignes
left join etl.clients as clients
  on clients.estate_id = lignes.estate_id and clients.client_code = lignes.client_code
left join etl.produits as produits
  on produits.estate_id = lignes.estate_id and produits.produit_key = lignes.produit_key
left join etl.files as files
  on
    files.estate_id = lignes.estate_id
    and files.source = lignes.source
    and files.dataset = 'ventes_lignes'
    and files.file_hash = lignes.file_hash
where lignes.estate_id = :'estate' and lignes.source = :'source' and lignes.document_id = :'document_id'
order by lignes.file_line, lignes.line_id
