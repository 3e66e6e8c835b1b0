-- One row: what an estate changed in its settings, if it ever did.
select changes, version
from app.settings
where estate_id = :'estate'
