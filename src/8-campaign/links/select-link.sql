-- The one row of a click link: its letter, and where it leads.
select
  links.token,
  links.letter_id as "letterId",
  links.url as target,
  links.rank
from crm.letter_links as links
where links.estate_id = :'estate' and links.token = :'token'
