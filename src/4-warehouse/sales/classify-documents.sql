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
          qty_line, qty_bottles, qty_unit, pu_ht, mt_ht, mt_ttc, marge, is_ht_derived, is_ttc_derived, email, code_postal, ville,
          -- PostgreSQL hashes 2 and -2 alike
          qty_line < 0, pu_ht < 0, mt_ht < 0, mt_ttc < 0, marge < 0
        ),
        0
      )
    )::text as content_hash,
    count(*)::integer as line_count,
    sum(mt_ht) as mt_ht,
    min(date_livraison) as first_day,
    max(date_livraison) as last_day,
    min(file_line) as first_line,
    -- Without references, lines that stand together are named by their place. With them, each sets one of 64 bits by its
    -- hash: as many bits as lines, and no reference is repeated. Other documents, few of them, are numbered line by line.
    case count(line_ref)
      when 0 then max(file_line) - min(file_line) + 1 = count(*)
      when count(*) then bit_count(bit_or(1::bigint << (hashtext(line_ref) & 63))::bit(64)) = count(*)
      else false
    end as is_plain
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
