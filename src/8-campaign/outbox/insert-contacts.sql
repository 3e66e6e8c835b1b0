-- One row per letter handed over: the estate's memory of whom it wrote to.
insert into crm.contact_log (
  estate_id, contact_id, client_code, household_key, channel, status, campaign_id, is_marketing, contacted_at, letter_id, scenario
)
select
  outbox.estate_id,
  outbox.letter_id,
  outbox.client_code,
  outbox.household_key,
  'email',
  'sent',
  outbox.campaign_id::text,
  campaigns.kind <> 'thank_you',
  outbox.accepted_at,
  outbox.letter_id,
  replace(campaigns.kind, '_', '-')
from crm.outbox as outbox
inner join crm.campaigns as campaigns
  on campaigns.estate_id = outbox.estate_id and campaigns.campaign_id = outbox.campaign_id
where
  outbox.estate_id = :'estate_id'
  and outbox.letter_id = any(:'letter_ids'::uuid[])
  and outbox.state = 'accepted'
on conflict (estate_id, contact_id) do nothing
