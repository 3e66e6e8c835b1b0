-- One row per document whose content is what the warehouse holds, by the hash of the earlier version: one of each line as
-- PostgreSQL hashes rows, added up.
with told as (
  select
    document_id,
    sum(
      hash_record_extended(
        row(
          line_ref, document_no, line_kind, client_code, date_livraison, produit_label, label_key, article, packaging,
          qty_line, qty_bottles, qty_unit, pu_ht, mt_ht, mt_ttc, marge, is_ht_derived, is_ttc_derived, email, code_postal, ville,
          -- PostgreSQL hashes 2 and -2 alike
          qty_line < 0, pu_ht < 0, mt_ht < 0, mt_ttc < 0, marge < 0
        ),
        0
      )
    )::text as content_hash
  from older_lines
  group by document_id
)
update incoming_documents
set verdict = 'unchanged'
from told
where incoming_documents.document_id = told.document_id and incoming_documents.known_content_hash = told.content_hash;
