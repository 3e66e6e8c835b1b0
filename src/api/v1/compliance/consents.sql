-- One row per thing a client said or that happened to an address, with the file and line that prove it.
select
  concat_ws('|', events.client_code, events.channel, events.event, events.evidence) as key,
  events.client_code as "clientCode",
  coalesce(nullif(concat_ws(' ', clients.prenom, clients.nom), ''), '') as "clientName",
  events.channel,
  events.event,
  events.evidence,
  files.file_hash as "fileHash",
  files.original_name as "fileName",
  case when events.evidence ~ '^(file|contact):[0-9a-f]+:[0-9]+$' then split_part(events.evidence, ':', 3)::bigint end as "fileLine",
  events.happened_on as "happenedOn"
from etl.consent_events as events
left join etl.clients as clients
  on clients.estate_id = events.estate_id and clients.client_code = events.client_code
left join lateral (
  select found.file_hash, found.original_name
  from etl.files as found
  where
    found.estate_id = events.estate_id
    and events.evidence ~ '^(file|contact):[0-9a-f]+:[0-9]+$'
    and left(found.file_hash, length(split_part(events.evidence, ':', 2))) = split_part(events.evidence, ':', 2)
  order by found.exported_at, found.file_hash
  limit 1
) as files on true
where events.estate_id = :'estate'
