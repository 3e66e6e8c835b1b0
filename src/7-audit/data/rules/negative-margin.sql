-- One row: sale lines whose margin is known, and those sold at a loss.
select
  count(*) as "rowsChecked",
  count(*) filter (where lignes.marge < 0) as "rowsFlagged",
  (
    select coalesce(jsonb_agg(to_jsonb(examples)), '[]')
    from (
      select
        'document:' || lignes.document_id as subject,
        lignes.marge::text as value,
        lignes.file_hash as "fileHash",
        lignes.file_line as line
      from etl.ventes_lignes as lignes
      where
        lignes.estate_id = :'estate_id'
        and lignes.line_kind = 'sale'
        and lignes.date_livraison <= :'as_of'::date
        and lignes.marge is not null
        and lignes.marge < 0
      order by lignes.marge, lignes.document_id, lignes.line_id
      limit 20
    ) as examples
  ) as worst
from etl.ventes_lignes as lignes
where
  lignes.estate_id = :'estate_id'
  and lignes.line_kind = 'sale'
  and lignes.date_livraison <= :'as_of'::date
  and lignes.marge is not null
