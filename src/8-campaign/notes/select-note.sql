-- One row: a note.
select
  notes.note_id as "noteId",
  notes.client_code as "clientCode",
  notes.words,
  notes.author,
  notes.version,
  notes.written_at as "writtenAt",
  notes.changed_at as "changedAt"
from crm.client_notes as notes
where notes.estate_id = :'estate_id' and notes.client_code = :'client_code' and notes.note_id = :'note_id'::uuid
