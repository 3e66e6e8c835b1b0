-- One row: whether a letter of the campaign waits, now or later.
select
  exists (
    select
    from crm.outbox as outbox
    where
      outbox.estate_id = :'estate_id'
      and outbox.campaign_id = :'campaign_id'::uuid
      and outbox.state = 'queued'
  ) as is_queued
