-- Voids the links of one person.
delete from app.sign_in_links
where estate_id = :'estate'
  and user_id = :'user_id'::uuid
