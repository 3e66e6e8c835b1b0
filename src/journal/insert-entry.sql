-- Adds one act to the journal of an estate.
insert into app.journal (estate_id, entry_id, action, subject, actor, reason, before, after)
values (:'estate', :'entry_id', :'action', :'subject', :'actor', :'reason', :'before'::jsonb, :'after'::jsonb)
