-- One row per client and document. Sale and return lines count; fees, samples and ignored documents never do. A document is
-- an order when it holds a sale and something remains of it; returns stay, for the money. Glasses and gift boxes are no bottles.
insert into client_orders
select
  lignes.estate_id,
  lignes.client_code,
  lignes.source,
  lignes.document_id,
  coalesce(
    min(lignes.line_id) filter (where lignes.line_kind = 'sale' and lignes.mt_ht > 0 and lignes.email is not null),
    min(lignes.line_id) filter (where lignes.line_kind = 'sale' and lignes.mt_ht > 0)
  ),
  count(*) filter (where lignes.line_kind = 'sale'),
  coalesce(sum(lignes.qty_bottles) filter (where lignes.produit_key is not null), 0),
  sum(lignes.mt_ht),
  sum(lignes.mt_ttc),
  bool_or(lignes.line_kind = 'sale') and sum(lignes.mt_ht) > 0,
  max(lignes.date_livraison)
from etl.ventes_lignes as lignes
where
  lignes.estate_id = :'estate_id'
  and lignes.client_code is not null
  and lignes.line_kind in ('sale', 'return')
  and lignes.date_livraison <= :'as_of'::date
group by lignes.estate_id, lignes.client_code, lignes.source, lignes.document_id
order by lignes.client_code
