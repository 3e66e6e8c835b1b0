-- One row: the estate's addresses, and the refusals of no letter of ours that came in the last day.
select
  (
    select count(*)::integer
    from etl.clients as clients
    where clients.estate_id = :'estate' and clients.email is not null
  ) as addresses,
  (
    select count(*)::integer
    from crm.parked_events as parked
    where
      parked.estate_id = :'estate'
      and parked.kind = any(:'kinds'::text[])
      and parked.parked_at > :'now'::timestamptz - interval '1 day'
      and parked.parked_at <= :'now'::timestamptz
  ) as "parkedLately"
