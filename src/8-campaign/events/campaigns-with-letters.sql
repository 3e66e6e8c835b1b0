-- One row per campaign whose letters all went out after the instant given, and when the first of them did.
with first_letters as (
  select outbox.campaign_id, min(outbox.accepted_at) as first_accepted_at
  from crm.outbox as outbox
  where outbox.estate_id = :'estate' and outbox.accepted_at is not null
  group by outbox.campaign_id
)
select
  first_letters.campaign_id as "campaignId",
  first_letters.first_accepted_at as "firstAcceptedAt"
from first_letters
where first_letters.first_accepted_at >= :'since'::timestamptz
order by first_letters.first_accepted_at, first_letters.campaign_id
