-- One row: waits until no call with letters of the campaign is under way, and lets none begin until the transaction ends.
select
  pg_advisory_xact_lock(hashtextextended('cuvee:campaign:' || :'estate_id' || ':' || :'campaign_id', 0)) as estate_id
