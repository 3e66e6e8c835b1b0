-- Counts the ledger anew (every estate_id): plans made for yesterday's table would be wrong by orders of magnitude. Only what rows
-- are found and joined by, for columns cost more than rows; PostgreSQL counts the rest by itself before long.
analyze
  etl.ventes_lignes (
    estate_id, source, document_id, document_type, line_kind, client_code, date_livraison, label_key, produit_key
  ),
  etl.documents (estate_id, source, document_id, status, document_type, first_day, last_day)
