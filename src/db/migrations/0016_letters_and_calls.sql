-- A letter held because nobody knows whether it left weighs like one in a sender's hands: asked of each household at each claim.
drop index crm.outbox_in_doubt;
create index outbox_may_have_left on crm.outbox (estate_id, household_key)
  where state in ('claimed', 'unknown') or (state = 'held' and state_code = 'UNKNOWN');

-- Written by 8-campaign. One row per call to a server outside that a rule asked for (`trigger_webhook`), once per action.
create table crm.rule_calls (
  estate_id text collate "C" not null,
  call_id uuid not null,
  action_key text collate "C" not null,
  event_key text collate "C" not null,
  rule_name text collate "C" not null,
  client_code text collate "C" not null,
  url text not null,
  -- scheme, host and port: what one failure keeps from being asked again at once
  origin text collate "C" not null,
  -- the bytes that are signed and posted: no name, no address
  body text not null,
  -- queued → claimed → done | refused; cancelled when the client left
  state text collate "C" not null check (state in ('queued', 'claimed', 'done', 'refused', 'cancelled')),
  state_code text collate "C",
  last_status integer,
  attempts integer not null default 0,
  due_at timestamptz not null,
  claimed_by text collate "C",
  lease_until timestamptz,
  asked_at timestamptz not null,
  settled_at timestamptz,
  primary key (estate_id, call_id)
);
create unique index rule_calls_action on crm.rule_calls (estate_id, action_key);
create index rule_calls_due on crm.rule_calls (estate_id, due_at) where state in ('queued', 'claimed');

-- Who wrote through the estate's form before any export knew them.
alter table etl.clients drop constraint clients_origin_check;
alter table etl.clients add constraint clients_origin_check check (origin in ('clients', 'sales', 'form'));

-- 'tracking': a yes or a no to having openings and visits noted, apart from the yes to being written to (law.md, 3).
alter table etl.consent_events drop constraint consent_events_channel_check;
alter table etl.consent_events add constraint consent_events_channel_check
  check (channel in ('email', 'sms', 'courrier', 'telephone', 'all', 'tracking'));
