-- Counts the register of clients and their codes anew (every estate_id): of an estate that is new here, PostgreSQL believes that it has
-- next to no clients, and would look each of them up among all. Only columns: what the search indexes are made of would be worked
-- out again for each client.
analyze
  etl.clients (estate_id, client_code, household_key, email, code_postal, is_trade, is_till, origin),
  etl.client_source_codes (estate_id, source, source_code, client_code, file_hash)
