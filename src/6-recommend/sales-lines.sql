-- One row per sale or return line of wine up to the as-of day, as `copy` sends it: numbers whole, in thousandths of a
-- bottle or of a 75-cl equivalent and ten-thousandths of a euro. `document` only tells the lines of one document apart.
select
  lignes.client_code,
  lignes.produit_key,
  lignes.date_livraison - date '1970-01-01' as day,
  hashtextextended(lignes.source || '/' || lignes.document_id, 0) & 9007199254740991 as document,
  case lignes.line_kind when 'sale' then 1 else 0 end as is_sale,
  (lignes.qty_bottles * 1000)::int8 as milli_bottles,
  (lignes.qty_unit * 1000)::int8 as milli_units,
  (lignes.mt_ttc * 10000)::int8 as ttc_ten_thousandths
from etl.ventes_lignes as lignes
where
  lignes.estate_id = :'estate_id'
  and lignes.line_kind in ('sale', 'return')
  and lignes.produit_key is not null
  and lignes.date_livraison <= :'as_of'::date
