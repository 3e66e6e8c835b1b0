-- One row per approved item that promises bottles.
insert into crm.bottle_reservations (
  estate_id, produit_key, client_code, bottles, approval_id, reserved_at, expires_at
)
select
  :'estate_id', deciding.produit_key, deciding.client_code, deciding.bottles, :'approval_id',
  :'decided_at'::timestamptz, :'expires_at'::timestamptz
from deciding
where deciding.left_out is null and deciding.bottles > 0
