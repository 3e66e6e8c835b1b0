-- One row per segment before and segment now, with how many clients went that way since the computation before.
select nullif(from_segment, '') as "from", to_segment as "to", client_count as "clientCount"
from crm.segment_moves
where estate_id = :'estate'
order by client_count desc, 1, 2
