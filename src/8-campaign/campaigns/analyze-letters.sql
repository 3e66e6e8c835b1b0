-- Counts the letters anew (every estate_id), for the plans of whoever reads them in the same minute; of their columns only keys and states.
analyze
  crm.outbox (estate_id, campaign_id, household_key, client_code, letter_id, state, batch_id, accepted_at),
  crm.campaign_audience (estate_id, campaign_id, household_key, client_code)
