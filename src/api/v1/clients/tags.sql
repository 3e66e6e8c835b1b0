-- One row per tag of a client.
select tag, author, tagged_at as "taggedAt"
from crm.client_tags
where estate_id = :'estate' and client_code = :'client_code'
order by tag
