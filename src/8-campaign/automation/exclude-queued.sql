-- One row per letter of a client that a rule asked for and that nobody has in hand yet.
update crm.outbox as outbox
set state = 'excluded', state_code = 'AUTOMATION_STOP'
from crm.campaigns as campaigns
where
  outbox.estate_id = :'estate_id'
  and outbox.client_code = :'client_code'
  and outbox.state = 'queued'
  and campaigns.estate_id = outbox.estate_id
  and campaigns.campaign_id = outbox.campaign_id
  and campaigns.origin = 'automation'
