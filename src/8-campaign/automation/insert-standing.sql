-- One row: a standing campaign nobody approved yet. It has no first letters to watch: they leave one by one.
insert into crm.campaigns (
  estate_id, campaign_id, name, state, origin, kind, language, filter, template_version, template_hash, content_hash,
  audience_hash, verdict, channel, is_dry_run, author, pace, created_at
)
values (
  :'estate_id', :'campaign_id'::uuid, :'name', 'draft', 'automation', :'kind', :'language', :'filter'::jsonb,
  :'template_version'::integer, :'template_hash', '', '', :'verdict'::jsonb, :'channel', true, 'cuvee',
  '{"canarySize": 0}', :'created_at'::timestamptz
)
