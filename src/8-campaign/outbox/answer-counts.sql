-- One row: how many letters of a campaign were accepted, and how many of them bounced, were complained of or unsubscribed from;
-- of those accepted since a person last looked at it and let it go on.
select
  count(distinct outbox.letter_id)::integer as accepted,
  count(distinct outbox.letter_id) filter (
    where events.kind in ('hard_bounce', 'soft_bounce', 'invalid')
  )::integer as bounced,
  count(distinct outbox.letter_id) filter (
    where events.kind in ('unsubscribed', 'unsubscribe', 'one_click')
  )::integer as unsubscribed,
  count(distinct outbox.letter_id) filter (where events.kind in ('complaint', 'spam'))::integer as complained
from crm.campaigns as campaigns
inner join crm.outbox as outbox
  on outbox.estate_id = campaigns.estate_id and outbox.campaign_id = campaigns.campaign_id
left join crm.letter_events as events
  on events.estate_id = outbox.estate_id
  and events.letter_id = outbox.letter_id
where
  campaigns.estate_id = :'estate_id'
  and campaigns.campaign_id = :'campaign_id'::uuid
  and outbox.state = 'accepted'
  and outbox.accepted_at > coalesce((campaigns.pace ->> 'judgedAfter')::timestamptz, '-infinity')
