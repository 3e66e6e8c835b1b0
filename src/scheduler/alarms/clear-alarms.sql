-- One row per alarm that is over: its rule judged, and found nothing of it.
with found as (
  select kind, subject
  from jsonb_to_recordset(:'alarms'::jsonb) as alarm (kind text, subject text)
)
update app.alarms
set cleared_at = :'now'::timestamptz
where estate_id = :'estate_id'
  and cleared_at is null
  and kind = any(:'judged'::text[])
  and not exists (select from found where found.kind = alarms.kind and found.subject = alarms.subject)
returning kind, subject
