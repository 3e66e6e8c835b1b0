-- One row per erasure of the register, and whether database and files are both done.
select erasure_id as "erasureId", done_at is not null as "isDone"
from app.erasures
where estate_id = :'estate'
