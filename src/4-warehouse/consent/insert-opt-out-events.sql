-- One row per client whom the file says opted out, unless the register knew it of that day or an earlier one. A file that
-- says nothing, or the contrary, adds nothing and removes nothing: an import can only ever take consent away.
insert into etl.consent_events (estate_id, client_code, channel, event, evidence, happened_on)
select
  :'estate', told.client_code, 'all', 'opt_out',
  'file:' || left(:'file_hash', 8) || ':' || min(told.file_line),
  (:'exported_at'::timestamptz at time zone :'timezone')::date
from incoming_clients as told
where
  told.opt_out
  and not exists (
    select
    from etl.consent_events as known
    where
      known.estate_id = :'estate'
      and known.client_code = told.client_code
      and known.channel = 'all'
      and known.event = 'opt_out'
      and known.happened_on <= (:'exported_at'::timestamptz at time zone :'timezone')::date
  )
group by told.client_code
on conflict do nothing;
