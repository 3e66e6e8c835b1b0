-- One row per day that is not there yet, or not any more.
insert into crm.daily_turnover (estate_id, sold_on, mt_ht, line_count)
select :'estate_id', told.sold_on, told.mt_ht, told.line_count
from told_days as told
order by told.sold_on
on conflict (estate_id, sold_on) do nothing
