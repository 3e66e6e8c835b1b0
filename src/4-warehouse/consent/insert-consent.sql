-- One row: a word of a client, unless they said the same that day.
insert into etl.consent_events (estate_id, client_code, channel, event, evidence, happened_on)
select :'estate', :'client_code', :'channel', :'event', :'evidence', :'happened_on'::date
where
  not exists (
    select
    from etl.consent_events as known
    where
      known.estate_id = :'estate'
      and known.client_code = :'client_code'
      and known.channel = :'channel'
      and known.event = :'event'
      and known.happened_on = :'happened_on'::date
  )
on conflict do nothing
