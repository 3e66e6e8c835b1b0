-- One row: how many letters of a campaign were accepted, and how many of them bounced, were complained of or unsubscribed from;
-- of those accepted since a person last looked at it and let it go on.
with accepted as (
  select outbox.letter_id
  from crm.campaigns as campaigns
  inner join crm.outbox as outbox
    on outbox.estate_id = campaigns.estate_id and outbox.campaign_id = campaigns.campaign_id
  where
    campaigns.estate_id = :'estate_id'
    and campaigns.campaign_id = :'campaign_id'::uuid
    and outbox.state = 'accepted'
    and outbox.accepted_at > coalesce((campaigns.pace ->> 'judgedAfter')::timestamptz, '-infinity')
),
answered as (
  select
    count(distinct events.letter_id) filter (where events.kind in ('hard_bounce', 'soft_bounce', 'invalid')) as bounced,
    count(distinct events.letter_id) filter (
      where events.kind in ('unsubscribed', 'unsubscribe', 'one_click')
    ) as unsubscribed,
    count(distinct events.letter_id) filter (where events.kind in ('complaint', 'spam')) as complained
  from accepted
  inner join crm.letter_events as events
    on events.estate_id = :'estate_id' and events.letter_id = accepted.letter_id
)
select
  (select count(*) from accepted)::integer as accepted,
  answered.bounced::integer as bounced,
  answered.unsubscribed::integer as unsubscribed,
  answered.complained::integer as complained
from answered
