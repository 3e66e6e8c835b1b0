-- Written by 5-customer360. One row per day an estate sold something: what the page's months add up, without reading every line
-- of the ledger at each look (at 5,000,000 lines that takes seconds, and half a minute when nothing lies in memory).
create table crm.daily_turnover (
  estate_id text collate "C" not null,
  sold_on date not null,
  -- wine sold, returns taken off, fees and samples left out, net of VAT
  mt_ht numeric(16, 4) not null,
  line_count integer not null,
  primary key (estate_id, sold_on)
);

insert into crm.daily_turnover (estate_id, sold_on, mt_ht, line_count)
select estate_id, date_livraison, sum(mt_ht), count(*)
from etl.ventes_lignes
where line_kind in ('sale', 'return')
group by estate_id, date_livraison;

-- Trade clients are few: a list of them alone does not look through everybody.
create index customer_360_trade on crm.customer_360 (estate_id, client_code)
  include (
    net_ht, value_12m_ht, segment, tier, cluster_id, rhythm, recency_score, frequency_score, last_order_on, has_email, is_trade
  )
  where is_trade;
