-- One row per marketing message handed over, up to the as-of day; lives as long as the transaction.
create temp table messages (
  estate_id text collate "C",
  household_key text collate "C",
  client_code text collate "C",
  handed_on date
) on commit drop
