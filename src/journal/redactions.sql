-- One row per entry that tells of redacted ones: their places with the hashes of their present words, oldest first.
select after -> 'entries' as entries
from app.journal
where estate_id = :'estate' and action = 'journal.redacted' and position is not null
order by position
