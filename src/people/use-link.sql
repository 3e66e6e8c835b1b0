-- Uses one link up.
update app.sign_in_links
set used_at = :'now'::timestamptz
where estate_id = :'estate'
  and link_hash = :'link_hash'
  and used_at is null
  and expires_at > :'now'::timestamptz
