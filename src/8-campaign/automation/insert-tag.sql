-- One row: a tag of a client; the first to tag keeps the authorship.
insert into crm.client_tags (estate_id, client_code, tag, author, tagged_at)
values (:'estate_id', :'client_code', :'tag', :'author', :'tagged_at'::timestamptz)
on conflict (estate_id, client_code, tag) do nothing
