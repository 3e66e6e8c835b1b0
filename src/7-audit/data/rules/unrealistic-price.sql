-- One row: sale lines of wine with bottles, and those whose bottle costs nothing, or more than the settings believe.
select
  count(*) as "rowsChecked",
  count(*) filter (where not (lignes.mt_ttc / lignes.qty_bottles between 0.01 and :'unrealistic_price'::numeric)) as "rowsFlagged",
  (
    select coalesce(jsonb_agg(to_jsonb(examples)), '[]')
    from (
      select
        'document:' || lignes.document_id as subject,
        round(lignes.mt_ttc / nullif(lignes.qty_bottles, 0), 2)::text as value,
        lignes.file_hash as "fileHash",
        lignes.file_line as line
      from etl.ventes_lignes as lignes
      where
        lignes.estate_id = :'estate_id'
        and lignes.line_kind = 'sale'
        and lignes.date_livraison <= :'as_of'::date
        and lignes.produit_key is not null
        and lignes.qty_bottles > 0
        and not (lignes.mt_ttc / lignes.qty_bottles between 0.01 and :'unrealistic_price'::numeric)
      order by lignes.date_livraison desc, lignes.document_id, lignes.line_id
      limit 20
    ) as examples
  ) as worst
from etl.ventes_lignes as lignes
where
  lignes.estate_id = :'estate_id'
  and lignes.line_kind = 'sale'
  and lignes.date_livraison <= :'as_of'::date
  and lignes.produit_key is not null
  and lignes.qty_bottles > 0
