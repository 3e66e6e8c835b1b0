-- One row per client and refusal the file tells of: letters ('all'), or being profiled. Unless the register knew it of that day or an
-- earlier one: what a person took back since is not said again every week. A file that says nothing, or the contrary, adds nothing and
-- removes nothing: an import can only ever take consent away.
insert into etl.consent_events (estate_id, client_code, channel, event, evidence, happened_on)
select
  :'estate', told.client_code, refusals.channel, 'opt_out',
  'file:' || left(:'file_hash', 8) || ':' || min(told.file_line),
  (:'exported_at'::timestamptz at time zone :'timezone')::date
from incoming_clients as told
cross join lateral (
  values ('all', told.opt_out), ('profiling', told.refuses_profiling)
) as refusals (channel, is_told)
where
  refusals.is_told
  and not exists (
    select
    from etl.consent_events as known
    where
      known.estate_id = :'estate'
      and known.client_code = told.client_code
      and known.channel = refusals.channel
      and known.event = 'opt_out'
      and known.happened_on <= (:'exported_at'::timestamptz at time zone :'timezone')::date
  )
group by told.client_code, refusals.channel
on conflict do nothing;
