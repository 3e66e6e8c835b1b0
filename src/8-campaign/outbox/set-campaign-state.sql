-- One row, or none: a campaign moves on from one of the states it may leave.
update crm.campaigns as campaigns
set
  state = :'state',
  stop_reason = :'stop_reason',
  is_stop_asked = :'is_stop_asked'::boolean,
  send_before = coalesce(:'send_before'::timestamptz, campaigns.send_before),
  started_at = case when :'state' = 'sending' then coalesce(campaigns.started_at, :'now'::timestamptz) else campaigns.started_at end,
  ended_at = case when :'state' in ('sent', 'stopped') then :'now'::timestamptz else null end
where
  campaigns.estate_id = :'estate_id'
  and campaigns.campaign_id = :'campaign_id'::uuid
  and campaigns.state = any(:'from_states'::text[])
