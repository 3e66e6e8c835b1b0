-- One row, or none: the installation that was confirmed to send is no longer this one, until a person confirms it anew.
update crm.sending_instances
set instance_hash = 'restored:' || :'mark'
where estate_id = :'estate'
