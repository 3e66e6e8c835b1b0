-- One row per document of some days that is a purchase, and the client of most of it: a sale is in it, and something of it is
-- left to pay. Fees, samples and what the till sold to nobody are none.
with bought as (
  select
    lignes.source,
    lignes.document_id,
    lignes.client_code,
    sum(lignes.mt_ttc) as mt_ttc,
    coalesce(sum(lignes.qty_bottles) filter (where lignes.produit_key is not null), 0) as bottles,
    max(lignes.date_livraison) as bought_on
  from etl.documents as documents
  inner join etl.ventes_lignes as lignes
    on lignes.estate_id = documents.estate_id
    and lignes.source = documents.source
    and lignes.document_id = documents.document_id
  inner join etl.clients as clients
    on clients.estate_id = lignes.estate_id and clients.client_code = lignes.client_code
  where
    documents.estate_id = :'estate_id'
    and documents.status = 'live'
    and documents.first_day >= :'since'::date
    and documents.last_day <= :'until'::date
    and lignes.line_kind in ('sale', 'return')
    and not clients.is_till
  group by lignes.source, lignes.document_id, lignes.client_code
  having bool_or(lignes.line_kind = 'sale') and sum(lignes.mt_ttc) > 0
)
select distinct on (bought.source, bought.document_id)
  bought.source, bought.document_id, bought.client_code, bought.mt_ttc, bought.bottles, bought.bought_on
from bought
order by bought.source, bought.document_id, bought.mt_ttc desc, bought.client_code
