-- One row per act of a person or of the house.
select entry_id as "entryId", action, subject, actor, reason, before, after, at
from app.journal
where estate_id = :'estate'
