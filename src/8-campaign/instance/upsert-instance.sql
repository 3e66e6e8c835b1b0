-- One row: the installation that may send for an estate, as a person confirmed it.
insert into crm.sending_instances (estate_id, instance_hash, confirmed_by, confirmed_at)
values (:'estate_id', :'instance_hash', :'confirmed_by', :'confirmed_at'::timestamptz)
on conflict (estate_id) do update
set instance_hash = excluded.instance_hash, confirmed_by = excluded.confirmed_by, confirmed_at = excluded.confirmed_at
