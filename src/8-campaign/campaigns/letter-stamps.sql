-- One row per way the letters of a campaign are stamped: their kind and language, who writes them and where their rights are read.
-- A campaign usually has one.
select distinct
  outbox.letter ->> 'kind' as kind,
  outbox.letter ->> 'language' as language,
  outbox.letter -> 'estate' as estate,
  outbox.letter -> 'pages' ->> 'privacy' as privacy
from crm.outbox as outbox
where outbox.estate_id = :'estate_id' and outbox.campaign_id = :'campaign_id'::uuid
order by kind, language
