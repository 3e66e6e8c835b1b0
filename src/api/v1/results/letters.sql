-- One row per campaign whose letters really left, and one (campaignId null) for all of them: what became of the letters, and who
-- ordered in the days after. Two things that happened one after the other; nothing says that one made the other.
with letters as (
  select
    outbox.campaign_id,
    outbox.household_key,
    outbox.letter_id,
    (outbox.accepted_at at time zone :'timezone')::date as sent_on
  from crm.outbox as outbox
  inner join crm.campaigns as campaigns
    on campaigns.estate_id = outbox.estate_id and campaigns.campaign_id = outbox.campaign_id
  where outbox.estate_id = :'estate' and outbox.accepted_at is not null and not campaigns.is_dry_run
),
answers as (
  select
    events.letter_id,
    bool_or(events.kind in ('delivered', 'click', 'stay')) as is_delivered,
    bool_or(events.kind in ('click', 'stay')) as is_clicked,
    bool_or(events.kind = 'unsubscribed') as is_unsubscribed,
    bool_or(events.kind = 'complaint') as is_complained,
    bool_or(events.kind in ('hard_bounce', 'invalid', 'blocked')) as is_bounced
  from crm.letter_events as events
  where events.estate_id = :'estate'
  group by events.letter_id
),
told as (
  select
    letters.*,
    coalesce(answers.is_delivered, false) as is_delivered,
    coalesce(answers.is_clicked, false) as is_clicked,
    coalesce(answers.is_unsubscribed, false) as is_unsubscribed,
    coalesce(answers.is_complained, false) as is_complained,
    coalesce(answers.is_bounced, false) as is_bounced,
    letters.sent_on + :'window_days'::integer >= :'today'::date as is_open,
    orders.mt_ht
  from letters
  left join answers on answers.letter_id = letters.letter_id
  left join lateral (
    select sum(lignes.mt_ht) as mt_ht
    from etl.clients as clients
    inner join etl.ventes_lignes as lignes
      on lignes.estate_id = clients.estate_id and lignes.client_code = clients.client_code
    where
      clients.estate_id = :'estate'
      and clients.household_key = letters.household_key
      and lignes.line_kind = 'sale'
      and lignes.date_livraison > letters.sent_on
      and lignes.date_livraison <= letters.sent_on + :'window_days'::integer
  ) as orders on true
)
select
  told.campaign_id::text as "campaignId",
  min(campaigns.name) as name,
  count(distinct told.campaign_id)::integer as campaigns,
  min(told.sent_on) as "firstLetterOn",
  max(told.sent_on) as "lastLetterOn",
  count(*)::integer as letters,
  count(*) filter (where told.is_delivered)::integer as delivered,
  count(*) filter (where told.is_clicked)::integer as clicked,
  count(*) filter (where told.is_unsubscribed)::integer as unsubscribed,
  count(*) filter (where told.is_complained)::integer as complained,
  count(*) filter (where told.is_bounced)::integer as bounced,
  count(distinct told.household_key)::integer as households,
  count(distinct told.household_key) filter (where told.mt_ht is not null)::integer as "orderedHouseholds",
  coalesce(round(sum(told.mt_ht), 2), 0)::float8 as "orderedHt",
  count(*) filter (where told.is_open)::integer as "stillOpen"
from told
inner join crm.campaigns as campaigns
  on campaigns.estate_id = :'estate' and campaigns.campaign_id = told.campaign_id
group by grouping sets ((told.campaign_id), ())
order by max(told.sent_on) desc, told.campaign_id
