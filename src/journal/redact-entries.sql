-- One row per entry about the person, as it reads now: their words replaced by the pseudonym. Place, hash, act and actor stay.
update app.journal
set
  subject = regexp_replace(regexp_replace(subject, :'own_subject', '\1' || :'pseudonym', 'i'), :'words', :'pseudonym', 'gi'),
  reason = regexp_replace(regexp_replace(reason, :'words', :'pseudonym', 'gi'), :'code', '\1' || :'pseudonym', 'gi'),
  before = case
    when subject ~* :'own_subject' then null
    else regexp_replace(regexp_replace(before::text, :'words', :'pseudonym', 'gi'), :'code', '\1' || :'pseudonym', 'gi')::jsonb
  end,
  after = case
    when subject ~* :'own_subject' then null
    else regexp_replace(regexp_replace(after::text, :'words', :'pseudonym', 'gi'), :'code', '\1' || :'pseudonym', 'gi')::jsonb
  end
where
  estate_id = :'estate'
  and (
    subject ~* :'own_subject'
    or concat_ws(' ', subject, reason, before::text, after::text) ~* :'about'
  )
returning entry_id, action, subject, actor, reason, before, after, at, position
