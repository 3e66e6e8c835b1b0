-- One row per letter the fake accepted that the outbox knows: whom it went to and what is known of them at this moment, counted
-- anew from the warehouse, without any page, guardrail or view of the code under proof.
with accepted as (
  select
    letters.number,
    lower(letters.email) as email,
    letters.batch_id,
    letters.at,
    (letters.at at time zone 'Europe/Paris')::date as day
  from jsonb_to_recordset(:'letters'::jsonb) as letters (number integer, email text, batch_id uuid, at timestamptz)
),
known as (
  select
    accepted.*,
    outbox.campaign_id,
    outbox.letter_id,
    outbox.client_code,
    outbox.letter,
    md5(outbox.letter::text || outbox.client_code || outbox.email_hash) as digest,
    clients.household_key,
    clients.is_trade,
    clients.is_till,
    clients.date_naissance
  from accepted
  inner join crm.outbox as outbox
    on outbox.estate_id = :'estate_id'
    and outbox.batch_id = accepted.batch_id
    and outbox.email_hash = encode(sha256(convert_to(accepted.email, 'UTF8')), 'hex')
  inner join etl.clients as clients
    on clients.estate_id = outbox.estate_id and clients.client_code = outbox.client_code
)
select
  known.number,
  known.email,
  known.at,
  known.day,
  known.campaign_id,
  known.letter_id,
  known.client_code,
  known.letter,
  known.digest,
  known.household_key,
  known.is_trade,
  known.is_till,
  known.date_naissance is not null and known.date_naissance + interval '18 years' > known.day as is_under_18,
  campaigns.kind,
  campaigns.origin,
  campaigns.author,
  (
    select coalesce(array_agg(distinct lower(residents.email)), '{}')
    from etl.clients as residents
    where
      residents.estate_id = :'estate_id'
      and residents.household_key = known.household_key
      and residents.email is not null
  ) as household_emails,
  (
    select coalesce(array_agg(distinct contacts.contact_date), '{}')
    from etl.contacts as contacts
    inner join etl.clients as residents
      on residents.estate_id = contacts.estate_id
      and residents.household_key = known.household_key
      and (residents.client_code = contacts.client_code or lower(residents.email) = lower(contacts.email))
    where
      contacts.estate_id = :'estate_id'
      and contacts.channel in ('email', 'courrier')
      and contacts.status = 'sent'
      and contacts.contact_date <= known.day
      and not exists (
        select
        from etl.contacts as failed
        where
          failed.estate_id = contacts.estate_id
          and failed.client_code = contacts.client_code
          and failed.campaign_id = contacts.campaign_id
          and failed.status = 'bounced'
      )
  ) as imported_contact_days,
  exists (
    select
    from etl.contacts as told
    where
      told.estate_id = :'estate_id'
      and (told.client_code = known.client_code or lower(told.email) = known.email)
      and told.status in ('bounced', 'unsubscribed')
  ) as is_refused_in_files,
  (
    select coalesce(array_agg(distinct lines.produit_key), '{}')
    from etl.ventes_lignes as lines
    where
      lines.estate_id = :'estate_id'
      and lines.client_code = known.client_code
      and lines.line_kind = 'sale'
      and lines.qty_bottles > 0
      and lines.produit_key is not null
      and lines.date_livraison > known.day - 60
  ) as bought_lately,
  exists (
    select
    from etl.ventes_lignes as lines
    where
      lines.estate_id = :'estate_id'
      and lines.client_code = known.client_code
      and lines.line_kind = 'sale'
      and lines.qty_bottles > 0
      and lines.date_livraison <= known.day
  )
  or exists (
    select
    from etl.consent_events as yes
    where yes.estate_id = :'estate_id' and yes.client_code = known.client_code and yes.event = 'opt_in'
  ) as has_legal_basis,
  coalesce(decision.decision, 'none') as decision,
  decision.decided_by,
  coalesce(decision.effective_at <= known.at and known.at < decision.expires_at, false) as is_decision_in_force,
  (
    select count(*)::integer
    from jsonb_array_elements(known.letter -> 'items') as item
    where
      not exists (
        select
        from crm.recommendation_details as details
        inner join crm.approval_items as approved
          on approved.estate_id = details.estate_id
          and approved.client_code = details.client_code
          and approved.content_hash = encode(
            sha256(convert_to(
              jsonb_build_array(
                details.client_code, details.scenario, details.produit_key, details.produit_label, details.millesime,
                details.format, details.prix_ttc, details.reason
              )::text,
              'UTF8'
            )),
            'hex'
          )
          and approved.decision = 'approved'
          and approved.decided_at <= known.at
        where
          details.estate_id = :'estate_id'
          and details.client_code = known.client_code
          and details.produit_key = item ->> 'produitKey'
          and not details.is_holdout
          and approved.content_hash = item ->> 'contentHash'
      )
  ) as unapproved_items
from known
inner join crm.campaigns as campaigns
  on campaigns.estate_id = :'estate_id' and campaigns.campaign_id = known.campaign_id
left join lateral (
  select approvals.decision, approvals.decided_by, approvals.effective_at, approvals.expires_at
  from crm.approvals as approvals
  where
    approvals.estate_id = :'estate_id'
    and approvals.subject = 'campaign'
    and approvals.scope_key = known.campaign_id::text
    and approvals.decided_at <= known.at
  order by approvals.decided_at desc
  limit 1
) as decision on true
order by known.number
