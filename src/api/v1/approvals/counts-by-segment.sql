-- One row per segment of the current list: how far the deciding is.
with lists as (
  select
    listed.client_code,
    pages.segment,
    coalesce(verdicts.is_eligible, false) as is_eligible,
    count(*) filter (where last_words.decision is null) as pending,
    count(*) filter (where last_words.decision = 'approved') as approved,
    count(*) filter (where last_words.decision = 'rejected') as rejected,
    count(*) filter (where last_words.decision = 'flagged') as flagged
  from crm.recommendations as listed
  inner join crm.customer_360 as pages
    on pages.estate_id = listed.estate_id and pages.client_code = listed.client_code
  left join crm.audit_verdicts as verdicts
    on verdicts.estate_id = listed.estate_id
    and verdicts.inputs_hash = listed.inputs_hash
    and verdicts.client_code = listed.client_code
  left join lateral (
    select items.decision
    from crm.approval_items as items
    where
      items.estate_id = listed.estate_id
      and items.client_code = listed.client_code
      and items.expires_at > :'at'::timestamptz
      and (
        (items.inputs_hash = listed.inputs_hash and items.rank = listed.rank)
        or items.content_hash = crm.recommendation_hash(
          listed.client_code, listed.scenario, listed.produit_key, listed.produit_label, listed.millesime,
          listed.format, listed.prix_ttc, listed.reason
        )
      )
    order by items.decided_at desc
    limit 1
  ) as last_words on true
  where listed.estate_id = :'estate'
  group by listed.client_code, pages.segment, verdicts.is_eligible
)
select
  lists.segment,
  count(*) filter (where lists.is_eligible and lists.pending > 0)::integer as "pendingClients",
  count(*) filter (where not lists.is_eligible and lists.pending > 0)::integer as "blockedClients",
  sum(lists.pending)::integer as pending,
  sum(lists.approved)::integer as approved,
  sum(lists.rejected)::integer as rejected,
  sum(lists.flagged)::integer as flagged
from lists
group by lists.segment
order by sum(lists.pending) desc, lists.segment
