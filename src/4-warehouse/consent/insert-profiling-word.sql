-- One row: what a client says of being profiled, their last word whatever the order of the day. Days only put words in order here: a
-- yes stands a day behind the no it takes back, since of one day the no stands.
insert into etl.consent_events as known (estate_id, client_code, channel, event, evidence, happened_on)
select
  :'estate', :'client_code', 'profiling', :'event', :'evidence',
  greatest(
    :'happened_on'::date,
    (
      select max(contrary.happened_on) + case when :'event' = 'opt_in' then 1 else 0 end
      from etl.consent_events as contrary
      where
        contrary.estate_id = :'estate'
        and contrary.client_code = :'client_code'
        and contrary.channel = 'profiling'
        and contrary.event <> :'event'
    )
  )
on conflict (estate_id, client_code, channel, event, evidence) do update
set happened_on = excluded.happened_on
where excluded.happened_on > known.happened_on
