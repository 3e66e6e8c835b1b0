-- One row: what waits for a person in rooms 7 and 8.
select
  exists (
    select 1
    from crm.recommendations as recommendations
    where recommendations.estate_id = :'estate' and not exists (
      select 1
      from crm.approval_items as approval_items
      where approval_items.estate_id = recommendations.estate_id
        and approval_items.client_code = recommendations.client_code
        and approval_items.inputs_hash = recommendations.inputs_hash
    )
  ) as "toApprove",
  exists (select 1 from crm.outbox as outbox where outbox.estate_id = :'estate' and outbox.state = 'held') as "toRelease",
  exists (select 1 from crm.contact_log as contact_log where contact_log.estate_id = :'estate') as "hasSent"
