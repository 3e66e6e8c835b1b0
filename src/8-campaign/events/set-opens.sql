-- One row per campaign and kind of open: how many of its letters were opened, counted anew. No letter is named.
insert into crm.anonymous_events as known (estate_id, campaign_id, kind, event_count)
select :'estate', given."campaignId", given.kind, given.count
from jsonb_to_recordset(:'opens'::jsonb) as given ("campaignId" uuid, kind text, count bigint)
on conflict (estate_id, campaign_id, kind) do update
set event_count = excluded.event_count
where known.event_count <> excluded.event_count
