-- One row per saved audience, by name; one of them, when it is named.
select
  saved.name,
  saved.filter,
  saved.author,
  saved.saved_at as "savedAt"
from crm.saved_audiences as saved
where saved.estate_id = :'estate_id' and (:'name'::text is null or saved.name = :'name'::text)
order by saved.name
