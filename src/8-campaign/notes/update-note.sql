-- One row: new words for a note that is still as it was read.
update crm.client_notes as notes
set words = :'words', changed_at = :'changed_at'::timestamptz, version = notes.version + 1
where notes.estate_id = :'estate_id' and notes.note_id = :'note_id'::uuid and notes.version = :'version'::integer
