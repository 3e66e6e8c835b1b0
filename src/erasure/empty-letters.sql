-- One row per letter of the client: no longer to them, and never to leave.
update crm.outbox
set
  letter = case when letter ? 'client' then jsonb_set(letter, '{client}', '{"civilite": "", "nom": "", "prenom": ""}') else letter end,
  state = case when state in ('queued', 'held') then 'excluded' else state end,
  state_code = case when state in ('queued', 'held') then 'CLIENT_FORGOTTEN' else state_code end
where estate_id = :'estate' and client_code = :'pseudonym'
