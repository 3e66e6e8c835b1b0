-- One row: a campaign in two hashes, of its letters with their template, and of its audience: whom it found and whom it leaves out.
-- A standing campaign of an automation rule grows letter by letter after its approval: there the two are of the template, the
-- sender and the rule, as the campaign keeps them; what each letter says is bound by its own hash.
select
  (
    select
      encode(
        sha256(convert_to(
          campaigns.template_hash || case
            when campaigns.origin = 'automation' then campaigns.kind || (campaigns.filter -> 'content')::text
            else coalesce(
              string_agg(
                outbox.household_key || ' ' || outbox.client_code || ' ' || outbox.email_hash || ' ' || outbox.letter_hash,
                ',' order by outbox.household_key
              ),
              ''
            )
          end,
          'UTF8'
        )),
        'hex'
      )
    from crm.outbox as outbox
    where outbox.estate_id = campaigns.estate_id and outbox.campaign_id = campaigns.campaign_id
  ) as content_hash,
  (
    select
      encode(
        sha256(convert_to(
          case
            when campaigns.origin = 'automation' then (campaigns.filter -> 'audience')::text
            else coalesce(
              string_agg(audience.client_code || ' ' || audience.is_included::text, ',' order by audience.client_code),
              ''
            )
          end,
          'UTF8'
        )),
        'hex'
      )
    from crm.campaign_audience as audience
    where audience.estate_id = campaigns.estate_id and audience.campaign_id = campaigns.campaign_id
  ) as audience_hash
from crm.campaigns as campaigns
where campaigns.estate_id = :'estate_id' and campaigns.campaign_id = :'campaign_id'::uuid
