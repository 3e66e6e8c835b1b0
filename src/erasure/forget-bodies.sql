-- One row per body of the inbox that quotes an address of the client and was taken in.
delete from etl.event_inbox
where
  estate_id = :'estate'
  and (
    body ~* :'emails'
    or (body like 'base64:%' and encode(decode(substr(body, 8), 'base64'), 'escape') ~* :'emails')
  )
  and exists (
    select
    from crm.inbox_readings
    where inbox_readings.estate_id = event_inbox.estate_id and inbox_readings.inbox_id = event_inbox.inbox_id
  )
