-- One row per version an estate made of any template, the newest of each first.
select
  templates.kind,
  templates.language,
  templates.version,
  templates.author,
  templates.created_at as "createdAt"
from crm.letter_templates as templates
where templates.estate_id = :'estate_id'
order by templates.kind, templates.language, templates.version desc
