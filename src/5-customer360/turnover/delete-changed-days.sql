-- One row per day whose sum the ledger tells otherwise now, or of which it tells no longer.
delete from crm.daily_turnover as known
where
  known.estate_id = :'estate_id'
  and not exists (
    select
    from told_days as told
    where told.sold_on = known.sold_on and told.mt_ht = known.mt_ht and told.line_count = known.line_count
  )
