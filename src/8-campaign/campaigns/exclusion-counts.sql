-- One row per reason for which clients of a campaign get no letter, the most frequent first: told when it was made, or inside
-- the sending.
with reasons as (
  select audience.exclusion_code as code, audience.exclusion_sentence as sentence, audience.client_code
  from crm.campaign_audience as audience
  where
    audience.estate_id = :'estate_id'
    and audience.campaign_id = :'campaign_id'::uuid
    and not audience.is_included
  union all
  select coalesce(outbox.state_code, outbox.state), null, outbox.client_code
  from crm.outbox as outbox
  where
    outbox.estate_id = :'estate_id'
    and outbox.campaign_id = :'campaign_id'::uuid
    and outbox.state = 'excluded'
)
select
  reasons.code,
  coalesce(min(reasons.sentence), '') as example,
  min(reasons.client_code) as "exampleClient",
  count(*)::integer as clients
from reasons
group by reasons.code
order by count(*) desc, reasons.code
