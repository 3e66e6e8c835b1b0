-- One row per campaign of people, ended: whom its filter found, and what became of each, counted anew.
select
  campaigns.campaign_id,
  campaigns.state,
  (
    select count(*)::integer
    from crm.campaign_audience as audience
    where audience.estate_id = campaigns.estate_id and audience.campaign_id = campaigns.campaign_id
  ) as audience,
  (
    select count(*)::integer
    from crm.campaign_audience as audience
    where
      audience.estate_id = campaigns.estate_id
      and audience.campaign_id = campaigns.campaign_id
      and not audience.is_included
      and audience.exclusion_code is not null
  ) as left_out,
  (
    select coalesce(jsonb_object_agg(states.state, states.letters), '{}')
    from (
      select outbox.state, count(*)::integer as letters
      from crm.outbox as outbox
      where outbox.estate_id = campaigns.estate_id and outbox.campaign_id = campaigns.campaign_id
      group by outbox.state
    ) as states
  ) as letters
from crm.campaigns as campaigns
where campaigns.estate_id = :'estate_id' and campaigns.origin = 'campaign'
order by campaigns.created_at
