-- One row per document of the client, the latest first, with its lines and the file and line each came from.
with lines as (
  select
    lignes.*,
    lignes.line_kind in ('sale', 'return')
    and lignes.date_livraison <= coalesce(customer_360.as_of_on, lignes.date_livraison) as is_counted,
    jsonb_build_object(
      'fileHash', lignes.file_hash,
      'line', lignes.file_line,
      'originalName', files.original_name,
      'archivedPath', files.archived_path,
      'stagingPath', stagings.staging_path,
      'curatedPath', curations.curated_path
    ) as provenance
  from etl.ventes_lignes as lignes
  left join crm.customer_360 as customer_360
    on customer_360.estate_id = lignes.estate_id and customer_360.client_code = lignes.client_code
  left join etl.files as files
    on files.estate_id = lignes.estate_id
    and files.source = lignes.source
    and files.dataset = 'ventes_lignes'
    and files.file_hash = lignes.file_hash
  left join etl.stagings as stagings
    on stagings.estate_id = files.estate_id
    and stagings.source = files.source
    and stagings.dataset = files.dataset
    and stagings.file_hash = files.file_hash
  left join etl.curations as curations
    on curations.estate_id = files.estate_id
    and curations.source = files.source
    and curations.dataset = files.dataset
    and curations.file_hash = files.file_hash
  where lignes.estate_id = :'estate_id' and lignes.client_code = :'client_code'
)
select
  lines.source,
  lines.document_id as "documentId",
  lines.document_type as "documentType",
  lines.document_no as "documentNo",
  coalesce(sum(lines.mt_ht) filter (where lines.is_counted), 0) as "netHt",
  max(lines.date_livraison) as "on",
  jsonb_agg(
    jsonb_build_object(
      'lineId', lines.line_id,
      'lineKind', lines.line_kind,
      'produitLabel', lines.produit_label,
      'produitKey', lines.produit_key,
      'qtyLine', lines.qty_line::text,
      'qtyBottles', lines.qty_bottles::text,
      'qtyUnit', lines.qty_unit::text,
      'mtHt', lines.mt_ht::text,
      'mtTtc', lines.mt_ttc::text,
      'isCounted', lines.is_counted,
      'dateLivraison', lines.date_livraison,
      'provenance', lines.provenance
    )
    order by lines.file_line, lines.line_id
  ) as lines
from lines
group by lines.source, lines.document_id, lines.document_type, lines.document_no
order by max(lines.date_livraison) desc, lines.source, lines.document_id
