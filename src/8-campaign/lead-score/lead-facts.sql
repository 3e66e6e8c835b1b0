-- One row per client that has a page, in the order of the codes: what the lead score is made of, as of a day.
with pages as (
  select
    customer_360.client_code,
    customer_360.rfm_mean,
    customer_360.order_count,
    customer_360.last_order_on
  from crm.customer_360 as customer_360
  where
    customer_360.estate_id = :'estate_id'
    and not customer_360.is_till
    and customer_360.is_profiled
    and customer_360.client_code > :'after_code'
    and (:'client_codes'::text[] is null or customer_360.client_code = any(:'client_codes'::text[]))
  order by customer_360.client_code
  limit :'limit'::integer
),
-- A letter counts once however often it is clicked, or answered « je souhaite rester »; opens count for nothing.
engagements as (
  select outbox.client_code, letter_events.letter_id::text as engaged_with
  from crm.letter_events as letter_events
  inner join crm.outbox as outbox
    on outbox.estate_id = letter_events.estate_id and outbox.letter_id = letter_events.letter_id
  inner join pages on pages.client_code = outbox.client_code
  where
    letter_events.estate_id = :'estate_id'
    and letter_events.kind in ('click', 'stay')
    and (letter_events.happened_at at time zone :'timezone')::date <= :'as_of'::date
  union
  -- A day of visits, or of forms sent in, counts once.
  select events.client_code, events.trigger || ' ' || (events.happened_at at time zone :'timezone')::date
  from crm.automation_events as events
  inner join pages on pages.client_code = events.client_code
  where
    events.estate_id = :'estate_id'
    and events.trigger in ('page_visit', 'form_submit')
    and (events.happened_at at time zone :'timezone')::date <= :'as_of'::date
),
engagement_counts as (
  select engagements.client_code, count(*)::integer as engagement_count
  from engagements
  group by engagements.client_code
),
ledgers as (
  select
    score_events.client_code,
    jsonb_agg(
      jsonb_build_object(
        'delta', score_events.delta,
        'on', (score_events.happened_at at time zone :'timezone')::date,
        'reason', score_events.reason
      )
      order by score_events.happened_at, score_events.event_key
    ) as entries
  from crm.lead_score_events as score_events
  inner join pages on pages.client_code = score_events.client_code
  where
    score_events.estate_id = :'estate_id'
    and (score_events.happened_at at time zone :'timezone')::date <= :'as_of'::date
  group by score_events.client_code
)
select
  pages.client_code as "clientCode",
  pages.rfm_mean as "rfmMean",
  pages.last_order_on as "lastOrderOn",
  coalesce(ledgers.entries, '[]') as ledger,
  coalesce(engagement_counts.engagement_count, 0) as engagements,
  pages.order_count as purchases
from pages
left join engagement_counts on engagement_counts.client_code = pages.client_code
left join ledgers on ledgers.client_code = pages.client_code
order by pages.client_code
