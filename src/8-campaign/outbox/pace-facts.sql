-- One row: how many letters of the estate left or may have left today, how many left on each day before on which any did, in
-- the order of the days, and how far the campaign is with its first letters, counted up to their number. A letter whose outcome
-- is not known counts as gone, also while it waits to be repeated under its key.
with earlier_days as (
  select (outbox.accepted_at at time zone :'timezone')::date as sent_on, count(*)::integer as letters
  from crm.outbox as outbox
  where
    outbox.estate_id = :'estate_id'
    and outbox.accepted_at < :'day_start'::timestamptz
    and :'is_warming_up'::boolean
  group by 1
),
left_before as (
  select coalesce(array_agg(earlier_days.letters order by earlier_days.sent_on), '{}') as letters
  from earlier_days
),
left_today as (
  select count(*)::integer as letters
  from crm.outbox as outbox
  where outbox.estate_id = :'estate_id' and outbox.accepted_at >= :'day_start'::timestamptz
),
in_doubt as (
  select
    (
      select count(*)
      from crm.outbox as outbox
      where outbox.estate_id = :'estate_id' and outbox.state in ('claimed', 'unknown')
    )::integer
    + (
      select count(*)
      from crm.outbox as outbox
      where outbox.estate_id = :'estate_id' and outbox.state = 'queued' and outbox.batch_id is not null
    )::integer as letters
),
first_of_campaign as (
  select outbox.letter_id
  from crm.outbox as outbox
  where
    outbox.estate_id = :'estate_id'
    and outbox.campaign_id = :'campaign_id'::uuid
    and (outbox.state in ('accepted', 'claimed', 'unknown') or (outbox.state = 'queued' and outbox.batch_id is not null))
  limit :'canary_size'::integer
),
of_campaign as (
  select count(*)::integer as letters
  from first_of_campaign
),
last_canary as (
  select outbox.accepted_at
  from crm.outbox as outbox
  where
    outbox.estate_id = :'estate_id'
    and outbox.campaign_id = :'campaign_id'::uuid
    and outbox.accepted_at is not null
    and :'canary_size'::integer > 0
  order by outbox.accepted_at
  offset greatest(:'canary_size'::integer - 1, 0)
  limit 1
)
select
  left_today.letters + in_doubt.letters as "goneToday",
  left_before.letters as "lettersOnEarlierDays",
  of_campaign.letters as "goneInCampaign",
  (select last_canary.accepted_at from last_canary) as "canaryDoneAt"
from left_before
cross join left_today
cross join in_doubt
cross join of_campaign
