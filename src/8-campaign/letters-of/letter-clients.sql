-- One row per client of some: how they are greeted, the hash of their address, why they may be written to, and their last
-- order.
select
  clients.client_code as "clientCode",
  clients.civilite,
  clients.nom,
  clients.prenom,
  etl.email_hash(clients.email) as "emailHash",
  pages.legal_basis as "legalBasis",
  last_order.on_day as "lastOrderOn",
  last_order.bottles::float8 as "lastOrderBottles"
from etl.clients as clients
inner join crm.customer_360 as pages
  on pages.estate_id = clients.estate_id and pages.client_code = clients.client_code
left join lateral (
  select lignes.date_livraison as on_day, sum(lignes.qty_bottles) as bottles
  from etl.ventes_lignes as lignes
  where
    lignes.estate_id = clients.estate_id
    and lignes.client_code = clients.client_code
    and lignes.line_kind = 'sale'
    and lignes.produit_key is not null
    and lignes.date_livraison = pages.last_order_on
  group by lignes.date_livraison
) as last_order on true
where clients.estate_id = :'estate_id' and clients.client_code = any(:'client_codes'::text[])
order by clients.client_code
