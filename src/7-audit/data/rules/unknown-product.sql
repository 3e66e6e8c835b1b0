-- One row: sale lines of wine, and those whose product no product file holds.
select
  count(*) as "rowsChecked",
  count(*) filter (where produits.origin = 'sales') as "rowsFlagged",
  (
    select coalesce(jsonb_agg(to_jsonb(examples)), '[]')
    from (
      select
        'document:' || lignes.document_id as subject,
        lignes.produit_label as value,
        lignes.file_hash as "fileHash",
        lignes.file_line as line
      from etl.ventes_lignes as lignes
      inner join etl.produits as produits
        on produits.estate_id = lignes.estate_id and produits.produit_key = lignes.produit_key
      where
        lignes.estate_id = :'estate_id'
        and lignes.line_kind = 'sale'
        and lignes.date_livraison <= :'as_of'::date
        and produits.origin = 'sales'
      order by lignes.date_livraison desc, lignes.document_id, lignes.line_id
      limit 20
    ) as examples
  ) as worst
from etl.ventes_lignes as lignes
inner join etl.produits as produits
  on produits.estate_id = lignes.estate_id and produits.produit_key = lignes.produit_key
where
  lignes.estate_id = :'estate_id'
  and lignes.line_kind = 'sale'
  and lignes.date_livraison <= :'as_of'::date
