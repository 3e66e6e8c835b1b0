-- One row per name that was a wine's and is none any more: the rules say now that it is postage, a glass, a voucher.
delete from etl.produit_aliases as known
where
  known.estate_id = :'estate'
  and known.source = :'source'
  and known.author like 'rule:%'
  and exists (
    select
    from incoming_names as told
    where told.wine_key is null and told.label_key = known.label_key and upper(coalesce(told.article, '')) = known.article
  );
