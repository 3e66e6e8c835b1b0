-- One row per segment of the current list: how far the deciding is. A word of this very computation is known by its rank; only
-- words of earlier ones, about the same words, are found again by their hash.
with words as (
  select items.client_code, items.rank, items.decision
  from crm.approval_items as items
  where
    items.estate_id = :'estate' and items.inputs_hash = :'inputs_hash' and items.expires_at > :'at'::timestamptz
  union all
  select listed.client_code, listed.rank, items.decision
  from crm.approval_items as items
  inner join crm.recommendations as listed
    on listed.estate_id = items.estate_id
    and listed.client_code = items.client_code
    and items.content_hash = crm.recommendation_hash(
      listed.client_code, listed.scenario, listed.produit_key, listed.produit_label, listed.millesime, listed.format,
      listed.prix_ttc, listed.reason
    )
  where
    items.estate_id = :'estate' and items.inputs_hash <> :'inputs_hash' and items.expires_at > :'at'::timestamptz
),
lists as (
  select
    listed.client_code,
    count(*) filter (where words.decision is null) as pending,
    count(*) filter (where words.decision = 'approved') as approved,
    count(*) filter (where words.decision = 'rejected') as rejected,
    count(*) filter (where words.decision = 'flagged') as flagged
  from crm.recommendations as listed
  left join words on words.client_code = listed.client_code and words.rank = listed.rank
  where listed.estate_id = :'estate'
  group by listed.client_code
)
select
  pages.segment,
  count(*) filter (where coalesce(verdicts.is_eligible, false) and lists.pending > 0)::integer as "pendingClients",
  count(*) filter (where not coalesce(verdicts.is_eligible, false) and lists.pending > 0)::integer as "blockedClients",
  sum(lists.pending)::integer as pending,
  sum(lists.approved)::integer as approved,
  sum(lists.rejected)::integer as rejected,
  sum(lists.flagged)::integer as flagged
from lists
inner join crm.customer_360 as pages
  on pages.estate_id = :'estate' and pages.client_code = lists.client_code
left join crm.audit_verdicts as verdicts
  on verdicts.estate_id = :'estate'
  and verdicts.inputs_hash = :'inputs_hash'
  and verdicts.client_code = lists.client_code
group by pages.segment
order by sum(lists.pending) desc, pages.segment
