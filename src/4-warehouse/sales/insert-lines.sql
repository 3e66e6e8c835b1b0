-- One row per line of the documents that are new, changed or back. A line is known by the reference its source gave it, a
-- repeated one by `ref.2`, else by its ordinal in the document. Only documents that are not plain are numbered line by line.
with numbered as (
  select
    lines.document_id,
    lines.file_line,
    row_number() over (partition by lines.document_id order by lines.file_line) as ordinal,
    row_number() over (partition by lines.document_id, lines.line_ref order by lines.file_line) as repetition
  from incoming_lines as lines
  inner join incoming_documents as documents on documents.document_id = lines.document_id
  where documents.verdict in ('new', 'changed', 'returned') and not documents.is_plain
),
named as (
  select
    lines.*,
    case
      when documents.is_plain then coalesce(lines.line_ref, '#' || (lines.file_line - documents.first_line + 1))
      when lines.line_ref is null then '#' || numbered.ordinal
      when numbered.repetition = 1 then lines.line_ref
      else lines.line_ref || '.' || numbered.repetition
    end as line_id
  from incoming_lines as lines
  inner join incoming_documents as documents on documents.document_id = lines.document_id
  left join numbered on numbered.document_id = lines.document_id and numbered.file_line = lines.file_line
  where documents.verdict in ('new', 'changed', 'returned')
)
insert into etl.ventes_lignes (
  estate_id, source, document_id, line_id, document_type, document_no, line_kind, client_code, date_livraison,
  produit_label, label_key, produit_key, article, packaging, qty_line, qty_bottles, qty_unit,
  pu_ht, mt_ht, mt_ttc, marge, is_ht_derived, is_ttc_derived, email, code_postal, ville, file_hash, file_line
)
select
  :'estate', :'source', named.document_id, named.line_id, named.document_type, named.document_no, named.line_kind,
  named.client_code, named.date_livraison, named.produit_label, named.label_key, names.produit_key, named.article,
  named.packaging, named.qty_line, named.qty_bottles, named.qty_unit, named.pu_ht, named.mt_ht, named.mt_ttc, named.marge,
  named.is_ht_derived, named.is_ttc_derived, named.email, named.code_postal, named.ville, :'file_hash', named.file_line
from named
left join name_products as names
  on
    names.label_key = named.label_key
    and names.article = upper(coalesce(named.article, ''))
    and names.packaging = coalesce(named.packaging, '')
    and named.wine_key is not null;
