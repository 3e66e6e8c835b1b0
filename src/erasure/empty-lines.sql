-- One row per sale line of the client: what was sold stays, for the accounts; where it went does not.
update etl.ventes_lignes
set email = null, code_postal = null, ville = null
where estate_id = :'estate' and client_code = :'pseudonym'
