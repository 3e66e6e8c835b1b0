-- One row per click link of a letter, as it was last rendered.
insert into crm.letter_links as kept (estate_id, token, letter_id, rank, url)
select :'estate', given.token, given."letterId", given.rank, given.target
from jsonb_to_recordset(:'links'::jsonb) as given (token text, "letterId" uuid, rank integer, target text)
on conflict (estate_id, token) do update
set url = excluded.url
where kept.url <> excluded.url
