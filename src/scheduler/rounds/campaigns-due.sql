-- One row per campaign that may send now and has something left to do: approved, live (or the estate lets its campaigns leave by
-- themselves), in its window, with nobody sending it, not cancelled by a
-- person since it was last asked for, and a while after it last ended badly.
with latest_sending as (
  select distinct on (payload ->> 'campaignId')
    payload ->> 'campaignId' as campaign_id,
    state,
    ended_at
  from app.jobs
  where estate_id = :'estate_id' and kind = 'send_campaign'
  order by payload ->> 'campaignId', requested_at desc, job_id desc
)
select campaigns.campaign_id as "campaignId"
from crm.campaigns as campaigns
left join latest_sending on latest_sending.campaign_id = campaigns.campaign_id::text
where campaigns.estate_id = :'estate_id'
  and campaigns.state in ('approved', 'sending')
  and (:'sends_live'::boolean or not campaigns.is_dry_run)
  and (campaigns.send_after is null or campaigns.send_after <= :'now'::timestamptz)
  and (campaigns.send_before is null or campaigns.send_before > :'now'::timestamptz)
  and coalesce(latest_sending.state, '') not in ('waiting', 'running', 'cancelled')
  and (
    coalesce(latest_sending.state, '') not in ('failed', 'refused')
    or latest_sending.ended_at < :'now'::timestamptz - interval '15 minutes'
  )
  and (
    campaigns.origin = 'campaign'
    or exists (
      select
      from crm.outbox
      where outbox.estate_id = :'estate_id'
        and outbox.campaign_id = campaigns.campaign_id
        and outbox.state in ('queued', 'claimed', 'unknown')
    )
  )
order by campaigns.campaign_id
