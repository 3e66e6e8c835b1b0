-- One row, or none: the installation keeps its confirmation under its next mark.
update crm.sending_instances as instances
set instance_hash = :'next_hash'
where instances.estate_id = :'estate_id' and instances.instance_hash = :'instance_hash'
