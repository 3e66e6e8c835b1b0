-- One row per letter that was held because the window had ended, back in the queue of a window a person has opened anew.
update crm.outbox as outbox
set state = 'queued', state_code = null
where
  outbox.estate_id = :'estate_id'
  and outbox.campaign_id = :'campaign_id'::uuid
  and outbox.state = 'held'
  and outbox.state_code = 'WINDOW_OVER'
