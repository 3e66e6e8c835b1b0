-- One row: sale lines, and those that bring nothing without being a return.
select
  count(*) as "rowsChecked",
  count(*) filter (where lignes.mt_ht <= 0) as "rowsFlagged",
  (
    select coalesce(jsonb_agg(to_jsonb(examples)), '[]')
    from (
      select
        'document:' || lignes.document_id as subject,
        lignes.mt_ht::text as value,
        lignes.file_hash as "fileHash",
        lignes.file_line as line
      from etl.ventes_lignes as lignes
      where
        lignes.estate_id = :'estate_id'
        and lignes.line_kind = 'sale'
        and lignes.date_livraison <= :'as_of'::date
        and lignes.mt_ht <= 0
      order by lignes.date_livraison desc, lignes.document_id, lignes.line_id
      limit 20
    ) as examples
  ) as worst
from etl.ventes_lignes as lignes
where
  lignes.estate_id = :'estate_id'
  and lignes.line_kind = 'sale'
  and lignes.date_livraison <= :'as_of'::date
