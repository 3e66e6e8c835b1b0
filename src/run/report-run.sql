-- One row: what one run took in and where the estate stands after it.
with sales_ledger as (
  select
    coalesce(sum(curations.rows_read), 0)::bigint as lines_read,
    coalesce(sum(curations.rows_kept), 0)::bigint as lines_loaded,
    coalesce(sum(curations.rows_rejected), 0)::bigint as lines_rejected,
    coalesce(sum(curations.mt_ht_read), 0) as mt_ht_read,
    coalesce(sum(curations.mt_ht_kept), 0) as mt_ht_loaded,
    coalesce(sum(curations.mt_ht_rejected), 0) as mt_ht_rejected
  from etl.loads
  inner join etl.curations using (estate_id, source, dataset, file_hash)
  where loads.estate_id = :'estate' and loads.run_id = :'run_id'::uuid and loads.dataset = 'ventes_lignes'
),
changes as (
  select
    coalesce(sum(documents_new), 0)::bigint as documents_new,
    coalesce(sum(documents_changed), 0)::bigint as documents_changed,
    coalesce(sum(documents_unchanged), 0)::bigint as documents_unchanged,
    coalesce(sum(documents_vanished), 0)::bigint as documents_vanished
  from etl.loads
  where estate_id = :'estate' and run_id = :'run_id'::uuid
)
select
  runs.as_of_on as "asOf",
  sales_ledger.lines_read as "linesRead",
  sales_ledger.lines_loaded as "linesLoaded",
  sales_ledger.lines_rejected as "linesRejected",
  sales_ledger.mt_ht_read as "mtHtRead",
  sales_ledger.mt_ht_loaded as "mtHtLoaded",
  sales_ledger.mt_ht_rejected as "mtHtRejected",
  (select count(*) from etl.clients where estate_id = :'estate') as clients,
  (select count(*) from etl.produits where estate_id = :'estate') as produits,
  (select count(*) from crm.recommendations where estate_id = :'estate') as recommendations,
  changes.documents_new as "documentsNew",
  changes.documents_changed as "documentsChanged",
  changes.documents_unchanged as "documentsUnchanged",
  changes.documents_vanished as "documentsVanished"
from etl.runs
cross join sales_ledger
cross join changes
where runs.estate_id = :'estate' and runs.run_id = :'run_id'::uuid
