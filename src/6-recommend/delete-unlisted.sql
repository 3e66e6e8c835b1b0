-- Deletes each recommendation that is not in the list of a computation.
delete from crm.recommendations as listed
where
  listed.estate_id = :'estate_id'
  and not exists (
    select
    from crm.recommendation_details as details
    where
      details.estate_id = listed.estate_id
      and details.inputs_hash = :'inputs_hash'
      and details.client_code = listed.client_code
      and details.rank = listed.rank
      and not details.is_holdout
  )
