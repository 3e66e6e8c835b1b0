-- One row per client whom the file says objects to profiling, unless the register knew it of that day or an earlier one: what a person
-- took back since is not said again every week.
insert into etl.consent_events (estate_id, client_code, channel, event, evidence, happened_on)
select
  :'estate', told.client_code, 'profiling', 'opt_out',
  'file:' || left(:'file_hash', 8) || ':' || min(told.file_line),
  (:'exported_at'::timestamptz at time zone :'timezone')::date
from incoming_clients as told
where
  told.refuses_profiling
  and not exists (
    select
    from etl.consent_events as known
    where
      known.estate_id = :'estate'
      and known.client_code = told.client_code
      and known.channel = 'profiling'
      and known.event = 'opt_out'
      and known.happened_on <= (:'exported_at'::timestamptz at time zone :'timezone')::date
  )
group by told.client_code
on conflict do nothing;
