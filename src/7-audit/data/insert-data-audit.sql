-- Adds an audit of the data.
insert into crm.data_audits (estate_id, audit_key, run_id, as_of_on, score)
values (:'estate_id', :'audit_key', :'run_id', :'as_of'::date, :'score')
