-- One row per body not taken in yet: what it tells is still believed, of nobody in particular.
update etl.event_inbox
set body = regexp_replace(body, :'emails', :'pseudonym' || '@efface.invalid', 'gi')
where estate_id = :'estate' and body ~* :'emails'
