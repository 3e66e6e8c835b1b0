-- One row: which database this is, the one thing a dump does not take along, and the installation confirmed for the estate.
select
  control.system_identifier::text as "systemIdentifier",
  current_database()::text as "databaseName",
  instances.instance_hash as "confirmedHash"
from pg_control_system() as control
left join crm.sending_instances as instances on instances.estate_id = :'estate_id'
