-- One row, or none: the last purchase of a client.
select
  max(lignes.date_livraison) as day,
  sum(lignes.mt_ttc) as mt_ttc,
  coalesce(sum(lignes.qty_bottles) filter (where lignes.produit_key is not null), 0) as bottles
from etl.ventes_lignes as lignes
where
  lignes.estate_id = :'estate_id' and lignes.client_code = :'client_code' and lignes.line_kind in ('sale', 'return')
group by lignes.source, lignes.document_id
having bool_or(lignes.line_kind = 'sale') and sum(lignes.mt_ttc) > 0
order by max(lignes.date_livraison) desc, lignes.source, lignes.document_id
limit 1
