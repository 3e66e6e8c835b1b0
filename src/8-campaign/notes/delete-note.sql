-- One row: a note that is still as it was read goes.
delete from crm.client_notes as notes
where notes.estate_id = :'estate_id' and notes.note_id = :'note_id'::uuid and notes.version = :'version'::integer
