-- Counts the ledger anew (every estate_id): plans made for yesterday's table would be wrong by orders of magnitude.
analyze etl.ventes_lignes, etl.documents
