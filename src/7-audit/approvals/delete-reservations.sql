-- One row per reservation freed: what is decided on anew sets aside anew, or not at all. An item that was approved before and
-- for which no bottles are left now gives its promise back too.
delete from crm.bottle_reservations as reservations
using deciding
where
  reservations.estate_id = :'estate_id'
  and reservations.client_code = deciding.client_code
  and reservations.produit_key = deciding.produit_key
  and (deciding.left_out is null or deciding.left_out = 'no_bottles')
