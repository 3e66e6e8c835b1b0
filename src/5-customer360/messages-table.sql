-- One row per household and marketing message handed over to one of its addresses, up to the as-of day; lives as long as
-- the transaction. A contact told of an address that several clients share has a code beginning with '@': it is everybody's.
create temp table messages (
  estate_id text collate "C",
  household_key text collate "C",
  client_code text collate "C",
  handed_on date
) on commit drop
