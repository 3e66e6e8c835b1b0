-- One row per client who crossed a threshold, and at the first look one without a client. Only a rise found later waits for rules.
with crossings as (
  select
    crossing ->> 'clientCode' as client_code,
    (crossing ->> 'isAbove')::boolean as is_above,
    (crossing ->> 'score')::integer as score
  from jsonb_array_elements(:'crossings'::jsonb) as crossing
  union all
  select '', false, null
  where :'is_first_look'::boolean
)
insert into crm.automation_events (estate_id, event_key, trigger, client_code, facts, happened_at, handled_at)
select
  :'estate_id',
  concat_ws(
    ':', 'score', :'threshold'::integer, crossings.client_code, case when crossings.is_above then 'up' else 'down' end,
    to_char(:'now'::timestamptz at time zone 'UTC', 'YYYYMMDD"T"HH24MISSMS')
  ),
  'lead_score_high',
  crossings.client_code,
  jsonb_build_object(
    'threshold', :'threshold'::integer, 'score', crossings.score, 'isAbove', crossings.is_above, 'isNews', news.is_news
  ),
  :'now'::timestamptz,
  case when news.is_news then null else :'now'::timestamptz end
from crossings
cross join lateral (select crossings.is_above and not :'is_first_look'::boolean as is_news) as news
on conflict (estate_id, event_key) do nothing
