-- One row per version an estate made of a template, the newest first.
select templates.version, templates.author, templates.created_at as "createdAt"
from crm.letter_templates as templates
where templates.estate_id = :'estate' and templates.kind = :'kind' and templates.language = :'language'
order by templates.version desc
