-- One row: a note about a client that exists.
insert into crm.client_notes (estate_id, note_id, client_code, words, author, written_at)
select clients.estate_id, :'note_id'::uuid, clients.client_code, :'words', :'author', :'written_at'::timestamptz
from etl.clients as clients
where clients.estate_id = :'estate_id' and clients.client_code = :'client_code'
