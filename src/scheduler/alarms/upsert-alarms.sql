-- One row per alarm that was raised: those open already only say again what is wrong.
with found as (
  select kind, subject, sentence, next_step, facts, alarm_id
  from jsonb_to_recordset(:'alarms'::jsonb)
    as alarm (kind text, subject text, sentence jsonb, next_step jsonb, facts jsonb, alarm_id uuid)
)
insert into app.alarms (estate_id, alarm_id, kind, subject, sentence, next_step, facts, raised_at)
select :'estate_id', alarm_id, kind, subject, sentence, next_step, facts, :'now'::timestamptz
from found
on conflict (estate_id, kind, subject) where cleared_at is null do update
set sentence = excluded.sentence, next_step = excluded.next_step, facts = excluded.facts
where (alarms.sentence, alarms.next_step, alarms.facts)
  is distinct from (excluded.sentence, excluded.next_step, excluded.facts)
returning kind, subject, raised_at = :'now'::timestamptz as "isNew"
