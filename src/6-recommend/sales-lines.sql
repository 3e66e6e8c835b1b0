-- One row per sale or return line of wine up to the as-of day, as a binary `copy` sends it. `document` only tells the
-- lines of one client's day apart. No order is asked for: the ledger lays the lines out.
select
  lignes.client_code,
  lignes.produit_key,
  lignes.date_livraison - date '1970-01-01' as day,
  hashtext(lignes.document_id) # hashtext(lignes.source) as document,
  lignes.line_kind = 'sale' as is_sale,
  lignes.qty_bottles,
  lignes.qty_unit,
  lignes.mt_ttc
from etl.ventes_lignes as lignes
where
  lignes.estate_id = :'estate_id'
  and lignes.line_kind in ('sale', 'return')
  and lignes.produit_key is not null
  and lignes.date_livraison <= :'as_of'::date
