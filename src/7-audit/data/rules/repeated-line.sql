-- One row: sale lines, and those that say again what another line of their document says. Real repeats and double entries
-- cannot be told apart: both stay in the sales, and are shown.
with repeated as (
  select
    lignes.document_id,
    lignes.produit_label,
    min(lignes.file_hash) as file_hash,
    max(lignes.file_line) as file_line,
    count(*) - 1 as repeats
  from etl.ventes_lignes as lignes
  where
    lignes.estate_id = :'estate_id'
    and lignes.line_kind = 'sale'
    and lignes.date_livraison <= :'as_of'::date
  group by lignes.source, lignes.document_id, lignes.produit_label, lignes.qty_line, lignes.mt_ht
  having count(*) > 1
)
select
  (
    select count(*)
    from etl.ventes_lignes as lignes
    where
      lignes.estate_id = :'estate_id'
      and lignes.line_kind = 'sale'
      and lignes.date_livraison <= :'as_of'::date
  ) as "rowsChecked",
  coalesce(sum(repeated.repeats), 0)::bigint as "rowsFlagged",
  (
    select coalesce(jsonb_agg(to_jsonb(examples)), '[]')
    from (
      select
        'document:' || repeated.document_id as subject,
        repeated.produit_label as value,
        repeated.file_hash as "fileHash",
        repeated.file_line as line
      from repeated
      order by repeated.repeats desc, repeated.document_id, repeated.produit_label
      limit 20
    ) as examples
  ) as worst
from repeated
