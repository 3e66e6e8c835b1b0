-- One row, or none: a version of an estate's own template, the newest unless one is asked for.
select templates.version, templates.source, templates.author, templates.created_at as "createdAt"
from crm.letter_templates as templates
where
  templates.estate_id = :'estate_id'
  and templates.kind = :'kind'
  and templates.language = :'language'
  and (:'version'::integer is null or templates.version = :'version')
order by templates.version desc
limit 1
