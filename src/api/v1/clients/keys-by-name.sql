-- One row per client with a page, as keys.sql has it, with the name it is filed under.
select
  clients.client_code,
  etl.filing_name(clients.nom, clients.prenom) as filing_name,
  pages.segment,
  pages.tier,
  pages.cluster_id,
  pages.rhythm,
  pages.recency_score,
  pages.frequency_score,
  pages.net_ht,
  pages.value_12m_ht,
  pages.last_order_on,
  pages.has_email,
  pages.is_trade
from etl.clients as clients
inner join crm.customer_360 as pages
  on pages.estate_id = clients.estate_id and pages.client_code = clients.client_code
where clients.estate_id = :'estate'
