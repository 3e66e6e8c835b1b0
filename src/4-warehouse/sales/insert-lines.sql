-- One row per line of the documents that are new, changed or back. A line is known by the reference its source gave it, a
-- repeated one by `ref.2`, else by its ordinal in the document. Rows arrive in the order of the primary key.
with numbered as (
  select
    incoming_lines.*,
    row_number() over (partition by document_id order by file_line) as ordinal,
    case when line_ref is null then 1 else row_number() over (partition by document_id, line_ref order by file_line) end as repetition
  from incoming_lines
  where
    :'every_document'::boolean
    or document_id in (select document_id from incoming_documents where verdict in ('new', 'changed', 'returned'))
)
insert into etl.ventes_lignes (
  estate_id, source, document_id, line_id, document_type, document_no, line_kind, client_code, date_livraison,
  produit_label, label_key, produit_key, article, packaging, qty_line, qty_bottles, qty_unit,
  pu_ht, mt_ht, mt_ttc, marge, is_ht_derived, is_ttc_derived, email, code_postal, ville, file_hash, file_line
)
select
  :'estate', :'source', numbered.document_id,
  case
    when numbered.line_ref is null then '#' || numbered.ordinal
    when numbered.repetition = 1 then numbered.line_ref
    else numbered.line_ref || '.' || numbered.repetition
  end,
  numbered.document_type, numbered.document_no, numbered.line_kind, numbered.client_code, numbered.date_livraison,
  numbered.produit_label, numbered.label_key, names.produit_key, numbered.article, numbered.packaging,
  numbered.qty_line, numbered.qty_bottles, numbered.qty_unit, numbered.pu_ht, numbered.mt_ht, numbered.mt_ttc, numbered.marge,
  numbered.is_ht_derived, numbered.is_ttc_derived, numbered.email, numbered.code_postal, numbered.ville,
  :'file_hash', numbered.file_line
from numbered
left join name_products as names
  on
    names.label_key = numbered.label_key
    and names.article = coalesce(numbered.article, '')
    and names.packaging = coalesce(numbered.packaging, '')
    and numbered.wine_key is not null
order by numbered.document_id;
