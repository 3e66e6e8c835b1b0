-- Glasses, postage, vouchers of the product exports: kept, and neither wines nor products.
alter table etl.catalogue_lignes add column is_wine boolean not null default true;

-- 'profiling': an objection to being profiled (GDPR, art. 21), apart from the letters themselves, and the word that takes it back.
alter table etl.consent_events drop constraint consent_events_channel_check;
alter table etl.consent_events add constraint consent_events_channel_check
  check (channel in ('email', 'sms', 'courrier', 'telephone', 'all', 'tracking', 'profiling'));

-- False for who objected: their purchases are added up, and nothing is concluded from them.
alter table crm.customer_360 add column is_profiled boolean not null default true;

-- Whether a client objects to being profiled today: the last thing they said of it; said on one day both ways, no.
create function etl.refuses_profiling(of_estate text, of_client text)
returns boolean
language sql stable parallel safe
set search_path = pg_catalog
as $$
  select coalesce(
    (
      select events.event = 'opt_out'
      from etl.consent_events as events
      where events.estate_id = of_estate and events.client_code = of_client and events.channel = 'profiling'
      order by events.happened_on desc, events.event desc
      limit 1
    ),
    false
  )
$$;
