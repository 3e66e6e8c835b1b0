-- One row: what an estate changed in its settings, if it ever did.
select changes, version, updated_by as "updatedBy", updated_at as "updatedAt"
from app.settings
where estate_id = :'estate'
