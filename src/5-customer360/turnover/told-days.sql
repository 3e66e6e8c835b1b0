-- One row per day the ledger tells of: wine sold, returns taken off, net of VAT.
create temporary table told_days on commit drop as
select date_livraison as sold_on, sum(mt_ht) as mt_ht, count(*)::integer as line_count
from etl.ventes_lignes
where estate_id = :'estate_id' and line_kind in ('sale', 'return')
group by date_livraison
