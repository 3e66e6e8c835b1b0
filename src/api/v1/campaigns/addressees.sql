-- One row per client a campaign's filter found: what became of their letter, or why there is none.
select
  audience.client_code as "clientCode",
  coalesce(clients.nom, '') as nom,
  coalesce(clients.prenom, '') as prenom,
  case when audience.is_included then coalesce(outbox.state, 'queued') else 'left_out' end as state,
  case when audience.is_included then outbox.state_code else audience.exclusion_code end as code,
  outbox.accepted_at as "acceptedAt"
from crm.campaign_audience as audience
left join crm.outbox as outbox
  on outbox.estate_id = audience.estate_id
  and outbox.campaign_id = audience.campaign_id
  and outbox.household_key = audience.household_key
  and outbox.client_code = audience.client_code
left join etl.clients as clients
  on clients.estate_id = audience.estate_id and clients.client_code = audience.client_code
where audience.estate_id = :'estate' and audience.campaign_id = :'campaign_id'::uuid
