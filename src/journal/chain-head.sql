-- One row when the estate has a chain: its length and the hash of its last entry.
select entry_count, head_hash
from app.journal_heads
where estate_id = :'estate'
