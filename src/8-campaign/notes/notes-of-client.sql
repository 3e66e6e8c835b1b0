-- One row per note about a client, the latest first.
select
  notes.note_id as "noteId",
  notes.client_code as "clientCode",
  notes.words,
  notes.author,
  notes.version,
  notes.written_at as "writtenAt",
  notes.changed_at as "changedAt"
from crm.client_notes as notes
where notes.estate_id = :'estate_id' and notes.client_code = :'client_code'
order by notes.written_at desc, notes.note_id desc
