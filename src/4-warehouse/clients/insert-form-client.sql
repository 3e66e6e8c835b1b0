-- One row: somebody who wrote through the form before any export knew them.
insert into etl.clients (
  estate_id, client_code, nom, prenom, email, household_key, is_trade, is_till, origin, exported_at, file_hash, file_line
)
values (
  :'estate', :'client_code', :'nom', :'prenom', :'email', :'client_code', false, false, 'form', :'told_at'::timestamptz,
  :'told_by', 1
)
on conflict (estate_id, client_code) do nothing
