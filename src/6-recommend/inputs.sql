-- One row: the version of the files the warehouse stands on, and fingerprints of what people and letters added since.
-- A fingerprint is a count and a sum of row hashes: the order of the rows leaves no trace.
with loaded_files as (
  select string_agg(loads.file_hash, ' ' order by loads.source, loads.dataset, loads.file_hash) as hashes
  from etl.loads as loads
  where loads.estate_id = :'estate_id'
),
said as (
  select 'override' as subject, concat_ws('|', subject, subject_key, column_name, value) as content
  from etl.overrides
  where estate_id = :'estate_id'
  union all
  select 'consent', concat_ws('|', client_code, channel, event, evidence, happened_on)
  from etl.consent_events
  where estate_id = :'estate_id'
  union all
  select 'suppression', concat_ws('|', subject_hash, reason, since_on)
  from etl.suppressions
  where estate_id = :'estate_id'
  union all
  select 'alias', concat_ws('|', source, label_key, article, packaging, produit_key, wine_key)
  from etl.produit_aliases
  where estate_id = :'estate_id'
  union all
  select 'wine_alias', concat_ws('|', alias_key, wine_key)
  from etl.wine_aliases
  where estate_id = :'estate_id'
  union all
  select 'succession', concat_ws('|', produit_key, successor_key)
  from etl.produit_successions
  where estate_id = :'estate_id'
  union all
  select 'letter', concat_ws('|', client_code, household_key, channel, status, campaign_id, is_marketing, extract(epoch from contacted_at))
  from crm.contact_log
  where estate_id = :'estate_id'
),
fingerprints as (
  select
    said.subject,
    count(*) as row_count,
    sum(hashtextextended(said.content, 0)::numeric) as hash_sum
  from said
  group by said.subject
)
select
  encode(sha256(convert_to(coalesce((select loaded_files.hashes from loaded_files), ''), 'UTF8')), 'hex') as dataset_version,
  coalesce(
    (
      select string_agg(concat_ws(':', fingerprints.subject, fingerprints.row_count, fingerprints.hash_sum), ' ' order by fingerprints.subject)
      from fingerprints
    ),
    ''
  ) as said
