-- Deletes what was kept of a computation that is made again: the details of households held out.
delete from crm.recommendation_details as details
where details.estate_id = :'estate_id' and details.inputs_hash = :'inputs_hash'
