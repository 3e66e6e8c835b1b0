-- Written by 8-campaign. One row per refused address told, or to be told, to Brevo in both its channels; only a hash remains.
create table crm.brevo_blocks (
  estate_id text collate "C" not null,
  email_hash text collate "C" not null,
  -- waiting: to be told (again); told: Brevo blocks it; refused: Brevo does not take such an address
  state text collate "C" not null check (state in ('waiting', 'told', 'refused')),
  attempts integer not null default 0,
  last_code text collate "C",
  next_try_at timestamptz not null,
  told_at timestamptz,
  primary key (estate_id, email_hash)
);

-- An event without our message id is matched by the batch its letter went out with.
create index outbox_batch on crm.outbox (estate_id, batch_id) where batch_id is not null;
