-- One row: an evaluation; the same inputs are kept once.
insert into crm.evaluations (estate_id, inputs_hash, as_of_on, report)
values (:'estate_id', :'inputs_hash', :'as_of'::date, :'report'::jsonb)
on conflict (estate_id, inputs_hash) do nothing
