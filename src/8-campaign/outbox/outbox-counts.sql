-- One row: what became of a campaign's audience, clients counted once: each is in exactly one of the counts.
with letters as (
  select
    count(*)::integer as included,
    count(*) filter (where outbox.state = 'queued')::integer as queued,
    count(*) filter (where outbox.state = 'claimed')::integer as claimed,
    count(*) filter (where outbox.state = 'accepted')::integer as accepted,
    count(*) filter (where outbox.state = 'unknown')::integer as unknown,
    count(*) filter (where outbox.state = 'failed')::integer as failed,
    count(*) filter (where outbox.state = 'excluded')::integer as excluded,
    count(*) filter (where outbox.state = 'held')::integer as held,
    min(outbox.lease_until) filter (where outbox.state in ('claimed', 'unknown', 'queued')) as next_at
  from crm.outbox as outbox
  where outbox.estate_id = :'estate_id' and outbox.campaign_id = :'campaign_id'::uuid
),
audience as (
  select
    count(*)::integer as audience,
    count(*) filter (where campaign_audience.is_included)::integer as included,
    count(*) filter (where not campaign_audience.is_included)::integer as left_out
  from crm.campaign_audience as campaign_audience
  where campaign_audience.estate_id = :'estate_id' and campaign_audience.campaign_id = :'campaign_id'::uuid
)
select
  audience.audience,
  audience.included as "audienceIncluded",
  audience.left_out as "leftOut",
  letters.included,
  letters.queued,
  letters.claimed,
  letters.accepted,
  letters.unknown,
  letters.failed,
  letters.excluded,
  letters.held,
  letters.next_at as "nextAt"
from letters
cross join audience
