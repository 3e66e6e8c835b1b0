-- Counts the registers anew (every estate_id), for the plans of the rooms that follow in the same minute.
analyze etl.clients, etl.wines, etl.produits, etl.produit_aliases, etl.produit_successions, etl.stock, etl.contacts
