-- One row per client to think of first: the best item of a list that waits, of clients the audit finds eligible, by their value.
select
  listed.client_code as "clientCode",
  coalesce(nullif(concat_ws(' ', clients.prenom, clients.nom), ''), listed.client_code) as name,
  listed.scenario,
  listed.produit_label as label,
  listed.reason,
  round(pages.value_12m_ht, 2)::float8 as "value12mHt"
from crm.recommendations as listed
inner join crm.customer_360 as pages
  on pages.estate_id = listed.estate_id and pages.client_code = listed.client_code
inner join crm.audit_verdicts as verdicts
  on verdicts.estate_id = listed.estate_id
  and verdicts.inputs_hash = listed.inputs_hash
  and verdicts.client_code = listed.client_code
  and verdicts.is_eligible
left join etl.clients as clients
  on clients.estate_id = listed.estate_id and clients.client_code = listed.client_code
where listed.estate_id = :'estate'
  and listed.rank = 1
  and not exists (
    select
    from crm.approval_items as approval_items
    where approval_items.estate_id = listed.estate_id
      and approval_items.client_code = listed.client_code
      and approval_items.inputs_hash = listed.inputs_hash
  )
order by pages.value_12m_ht desc nulls last, listed.score desc, listed.client_code
limit 6
