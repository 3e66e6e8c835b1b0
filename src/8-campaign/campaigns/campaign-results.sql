-- One row per campaign of an estate, or the one asked for: how far it is and what became of its letters. A letter counts once in
-- each column, however often a thing happened to it; opens are counted without being anybody's.
with audiences as (
  select
    audience.campaign_id,
    count(*)::integer as audience,
    count(*) filter (where not audience.is_included)::integer as left_out
  from crm.campaign_audience as audience
  where
    audience.estate_id = :'estate_id' and (:'campaign_id'::uuid is null or audience.campaign_id = :'campaign_id'::uuid)
  group by audience.campaign_id
),
letters as (
  select
    outbox.campaign_id,
    count(*)::integer as letters,
    count(*) filter (where outbox.state in ('queued', 'claimed'))::integer as waiting,
    count(*) filter (where outbox.state = 'accepted')::integer as accepted,
    count(*) filter (where outbox.state = 'unknown')::integer as unknown,
    count(*) filter (where outbox.state = 'failed')::integer as failed,
    count(*) filter (where outbox.state = 'excluded')::integer as excluded,
    count(*) filter (where outbox.state = 'held')::integer as held,
    max(outbox.accepted_at) as last_accepted_at
  from crm.outbox as outbox
  where outbox.estate_id = :'estate_id' and (:'campaign_id'::uuid is null or outbox.campaign_id = :'campaign_id'::uuid)
  group by outbox.campaign_id
),
answers as (
  select
    outbox.campaign_id,
    count(distinct events.letter_id) filter (where events.kind in ('delivered', 'click', 'stay'))::integer as delivered,
    count(distinct events.letter_id) filter (where events.kind in ('click', 'stay'))::integer as clicked,
    count(distinct events.letter_id) filter (where events.kind in ('hard_bounce', 'invalid', 'blocked'))::integer as bounced,
    count(distinct events.letter_id) filter (where events.kind = 'unsubscribed')::integer as unsubscribed,
    count(distinct events.letter_id) filter (where events.kind = 'complaint')::integer as complained
  from crm.letter_events as events
  inner join crm.outbox as outbox on outbox.estate_id = events.estate_id and outbox.letter_id = events.letter_id
  where events.estate_id = :'estate_id' and (:'campaign_id'::uuid is null or outbox.campaign_id = :'campaign_id'::uuid)
  group by outbox.campaign_id
),
opens as (
  select anonymous.campaign_id, sum(anonymous.event_count)::integer as opened
  from crm.anonymous_events as anonymous
  where anonymous.estate_id = :'estate_id' and anonymous.kind = 'opened'
  group by anonymous.campaign_id
)
select
  campaigns.campaign_id as "campaignId",
  coalesce(audiences.audience, 0) as audience,
  coalesce(letters.letters, 0) as letters,
  coalesce(letters.waiting, 0) as waiting,
  coalesce(letters.accepted, 0) as accepted,
  coalesce(letters.unknown, 0) as unknown,
  coalesce(letters.failed, 0) as failed,
  coalesce(audiences.left_out, 0) + coalesce(letters.excluded, 0) as excluded,
  coalesce(letters.held, 0) as held,
  coalesce(answers.delivered, 0) as delivered,
  coalesce(answers.clicked, 0) as clicked,
  coalesce(opens.opened, 0) as opened,
  coalesce(answers.bounced, 0) as bounced,
  coalesce(answers.unsubscribed, 0) as unsubscribed,
  coalesce(answers.complained, 0) as complained,
  letters.last_accepted_at as "lastAcceptedAt"
from crm.campaigns as campaigns
left join audiences on audiences.campaign_id = campaigns.campaign_id
left join letters on letters.campaign_id = campaigns.campaign_id
left join answers on answers.campaign_id = campaigns.campaign_id
left join opens on opens.campaign_id = campaigns.campaign_id
where
  campaigns.estate_id = :'estate_id' and (:'campaign_id'::uuid is null or campaigns.campaign_id = :'campaign_id'::uuid)
order by campaigns.created_at desc, campaigns.campaign_id desc
