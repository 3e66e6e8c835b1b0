-- One row: the newest moment of the week that was dealt with; null for an estate the scheduler never looked at.
select max(slot_at) as "slotAt"
from app.jobs
where estate_id = :'estate_id' and slot_at is not null
