-- One row at most: what was fitted for this day before, where it reads otherwise now.
delete from crm.value_models as known
where
  known.estate_id = :'estate_id'
  and known.as_of_on = :'as_of'::date
  and (known.summary, known.clustering) is distinct from (:'summary'::jsonb, :'clustering'::jsonb)
