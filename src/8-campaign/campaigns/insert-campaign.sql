-- One row: a draft whose letters are not written yet.
insert into crm.campaigns (
  estate_id, campaign_id, name, state, origin, kind, language, filter, template_version, template_hash, content_hash,
  audience_hash, verdict, channel, is_dry_run, author, send_after, send_before, pace, created_at
)
values (
  :'estate_id', :'campaign_id', :'name', 'draft', :'origin', :'kind', :'language', :'filter'::jsonb, 0, '', '', '',
  '{}', :'channel', true, :'author', :'send_after'::timestamptz, :'send_before'::timestamptz, :'pace'::jsonb,
  :'created_at'::timestamptz
)
