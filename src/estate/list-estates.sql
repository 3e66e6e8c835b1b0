-- One row per estate of this installation (the one question that is about all of them).
select estate_id as estate, name, is_demo as "isDemo", created_at as "createdAt"
from app.estates
order by estate_id
