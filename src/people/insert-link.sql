-- Makes one link.
insert into app.sign_in_links (estate_id, link_hash, user_id, purpose, created_by, expires_at)
values (:'estate', :'link_hash', :'user_id'::uuid, :'purpose', :'created_by', :'expires_at'::timestamptz)
