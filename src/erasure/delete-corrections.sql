-- One row per correction of an export's row whose value names the person: the row it was made for is theirs no longer.
delete from etl.row_corrections
where
  estate_id = :'estate'
  and dataset in ('ventes_lignes', 'clients', 'contacts')
  and column_name in ('nom', 'prenom', 'email', 'telephone', 'adresse', 'client_code')
  and (value ~* :'words' or reason ~* :'words')
