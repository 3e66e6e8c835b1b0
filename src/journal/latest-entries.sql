-- One row per act, newest first.
select estate_id as estate, action, subject, actor, reason, before, after, at
from app.journal
where estate_id = :'estate'
order by at desc, position desc
limit :'limit'::integer
