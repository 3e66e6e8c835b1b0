-- One row per thing that happened to a letter of the client: that it did stays, the provider's words about it do not.
update crm.letter_events
set reason = null, link = null
where
  estate_id = :'estate'
  and (reason is not null or link is not null)
  and letter_id in (select letter_id from crm.outbox where estate_id = :'estate' and client_code = :'pseudonym')
