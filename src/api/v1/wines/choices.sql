-- One row: the families and colours of the wines.
select
  coalesce(array_agg(distinct famille_crm order by famille_crm) filter (where famille_crm is not null), '{}') as families,
  coalesce(array_agg(distinct couleur order by couleur) filter (where couleur is not null), '{}') as colours
from etl.wines
where estate_id = :'estate'
