-- One row per act about the client.
select action, subject, actor, reason, before, after, at
from app.journal
where estate_id = :'estate' and subject ~ ('^(client[ :]*)?' || :'client_code' || '($|[^A-Za-z0-9])')
order by at
