-- One row per client who had lines in a document that the file tells anew: the document is replaced whole.
with replaced as (
  delete from etl.ventes_lignes as lines
  using incoming_documents
  where
    lines.estate_id = :'estate'
    and lines.source = :'source'
    and lines.document_id = incoming_documents.document_id
    and incoming_documents.verdict = 'changed'
  returning lines.client_code
)
insert into touched_clients (client_code)
select distinct client_code from replaced where client_code is not null
on conflict do nothing;
