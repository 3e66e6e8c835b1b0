-- One row per promise of bottles a decision made: they are free again.
delete from crm.bottle_reservations as reservations
where reservations.estate_id = :'estate_id' and reservations.approval_id = :'approval_id'::uuid
