-- One row: wines sold or on the list, and those without a family.
select
  count(*) as "rowsChecked",
  count(*) filter (where wines.famille_crm is null) as "rowsFlagged",
  (
    select coalesce(jsonb_agg(to_jsonb(examples)), '[]')
    from (
      select
        'wine:' || wines.wine_key as subject,
        wines.name as value,
        null::text as "fileHash",
        null::bigint as line
      from etl.wines as wines
      where
        wines.estate_id = :'estate_id'
        and wines.famille_crm is null
      order by wines.wine_key
      limit 20
    ) as examples
  ) as worst
from etl.wines as wines
where
  wines.estate_id = :'estate_id'
