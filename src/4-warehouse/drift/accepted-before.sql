-- One row: how often this act was already journaled, so that a run taken up again does not tell it twice.
select count(*) as entries
from app.journal
where estate_id = :'estate' and action = 'drift.accepted' and subject = :'subject';
