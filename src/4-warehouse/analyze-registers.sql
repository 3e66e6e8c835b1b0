-- Counts the registers anew (every estate_id), for the plans of the rooms that follow in the same minute. Of clients only columns:
-- what their search indexes are made of would be worked out again for each.
analyze
  etl.clients (estate_id, client_code, household_key, email, code_postal, is_trade, is_till, origin),
  etl.wines, etl.produits, etl.produit_aliases, etl.produit_successions, etl.stock, etl.contacts, etl.consent_events,
  etl.suppressions
