-- One row: the next version of a template.
insert into crm.letter_templates (estate_id, kind, language, version, source, template_hash, author, created_at)
values (
  :'estate_id', :'kind', :'language', :'version', :'source', :'template_hash', :'author', :'created_at'::timestamptz
)
