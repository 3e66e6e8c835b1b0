-- One row per name that this product export of its source no longer holds.
update etl.catalogue_lignes as known
set is_listed = false
where
  known.estate_id = :'estate'
  and known.source = :'source'
  and known.is_listed
  and not exists (
    select
    from incoming_produits as told
    where
      told.label_key = known.label_key
      and coalesce(told.article, '') = known.article
      and coalesce(told.packaging, '') = known.packaging
      and coalesce(told.millesime, 0) = known.millesime
  );
