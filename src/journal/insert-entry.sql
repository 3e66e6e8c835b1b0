-- Adds one act to the journal of an estate: the head of the chain moves on, and its row lock puts writers in a line.
with head as (
  insert into app.journal_heads as heads (estate_id, entry_count, head_hash)
  values (:'estate', 1, encode(sha256(convert_to(:'entry_text', 'UTF8')), 'hex'))
  on conflict (estate_id) do update
    set
      entry_count = heads.entry_count + 1,
      head_hash = encode(sha256(convert_to(heads.head_hash || :'entry_text', 'UTF8')), 'hex')
  returning entry_count, head_hash
)
insert into app.journal (estate_id, entry_id, action, subject, actor, reason, before, after, at, position, entry_hash)
select
  :'estate', :'entry_id', :'action', :'subject', :'actor', :'reason', :'before'::jsonb, :'after'::jsonb,
  :'at'::timestamptz, head.entry_count, head.head_hash
from head
