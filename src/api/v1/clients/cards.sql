-- One row per client named, in the order they are named: what a list shows of them.
select
  clients.client_code as "clientCode",
  clients.nom,
  clients.prenom,
  clients.code_postal as "codePostal",
  clients.ville,
  clients.email,
  pages.segment,
  pages.tier,
  pages.rhythm,
  pages.order_count as "orderCount",
  round(pages.net_ht, 2)::float8 as "netHt",
  round(pages.value_12m_ht, 2)::float8 as "value12mHt",
  pages.has_email as "hasEmail",
  pages.is_trade as "isTrade",
  pages.last_order_on as "lastOrderOn",
  pages.next_order_on as "nextOrderOn",
  pages.next_contact_on as "nextContactOn"
from unnest(:'codes'::text[]) with ordinality as named (client_code, place)
inner join etl.clients as clients
  on clients.estate_id = :'estate' and clients.client_code = named.client_code
inner join crm.customer_360 as pages
  on pages.estate_id = clients.estate_id and pages.client_code = clients.client_code
order by named.place
