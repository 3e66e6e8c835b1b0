-- One row at most: what is fitted for this day, unless it is there.
insert into crm.value_models (estate_id, as_of_on, summary, clustering)
values (:'estate_id', :'as_of'::date, :'summary'::jsonb, :'clustering'::jsonb)
on conflict (estate_id, as_of_on) do nothing
