-- One row per pair of channel and status that contacts bear.
select distinct channel, status
from etl.contacts
where estate_id = :'estate'
order by channel, status;
