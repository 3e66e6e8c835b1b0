-- Forgets the recovery codes of one person.
delete from app.recovery_codes
where estate_id = :'estate'
  and user_id = :'user_id'::uuid
