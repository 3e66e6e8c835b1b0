-- One row: how many current recommendations are in each state.
select
  count(*) filter (where items.decision is null or items.expires_at <= :'at'::timestamptz)::integer as pending,
  count(*) filter (where items.decision = 'approved' and items.expires_at > :'at'::timestamptz)::integer as approved,
  count(*) filter (where items.decision = 'rejected' and items.expires_at > :'at'::timestamptz)::integer as rejected,
  count(*) filter (where items.decision = 'flagged' and items.expires_at > :'at'::timestamptz)::integer as flagged,
  count(*) filter (where items.decision is null and not coalesce(verdicts.is_eligible, false))::integer as "notEligible"
from crm.recommendations as listed
left join crm.audit_verdicts as verdicts
  on verdicts.estate_id = listed.estate_id
  and verdicts.inputs_hash = listed.inputs_hash
  and verdicts.client_code = listed.client_code
left join crm.approval_items as items
  on items.estate_id = listed.estate_id
  and items.client_code = listed.client_code
  and items.content_hash = crm.recommendation_hash(
    listed.client_code, listed.scenario, listed.produit_key, listed.produit_label, listed.millesime, listed.format,
    listed.prix_ttc, listed.reason
  )
where listed.estate_id = :'estate_id'
