-- One row per person forgotten: the hashes they are recognised by, and the pseudonym in their place.
select subject_hashes as hashes, pseudonym
from app.erasures
where estate_id = :'estate'
