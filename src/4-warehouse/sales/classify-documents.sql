-- One row per document of the file: its content as one hash that does not depend on the order of its lines, and whether
-- the warehouse already holds that content. Where a line stands in a file is no content.
insert into incoming_documents
with told as (
  select
    document_id,
    min(document_type) as document_type,
    sum(
      hash_record_extended(
        row(
          line_ref, document_no, line_kind, client_code, date_livraison, produit_label, label_key, article, packaging,
          qty_line, qty_bottles, qty_unit, pu_ht, mt_ht, mt_ttc, marge, is_ht_derived, is_ttc_derived, email, code_postal, ville
        ),
        0
      )
    )::text as content_hash,
    count(*)::integer as line_count,
    sum(mt_ht) as mt_ht,
    min(date_livraison) as first_day,
    max(date_livraison) as last_day
  from incoming_lines
  group by document_id
)
select
  told.*,
  case
    when known.document_id is null then 'new'
    when known.exported_at > :'exported_at'::timestamptz then 'superseded'
    when known.status = 'vanished' then 'returned'
    when known.content_hash = told.content_hash and known.line_count = told.line_count then 'unchanged'
    else 'changed'
  end,
  known.file_hash,
  known.line_count,
  known.mt_ht
from told
left join etl.documents as known
  on known.estate_id = :'estate' and known.source = :'source' and known.document_id = told.document_id;
