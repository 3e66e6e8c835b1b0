-- One row per index of the ledger that serves searches only (no primary key), and how to make it again; none when the
-- ledger holds a row of any estate_id, or when the tables belong to somebody else.
select
  indexes.indexrelid::regclass::text as name,
  pg_get_indexdef(indexes.indexrelid) as definition
from pg_index as indexes
inner join pg_class as tables on tables.oid = indexes.indrelid
where
  indexes.indrelid in ('etl.ventes_lignes'::regclass, 'etl.documents'::regclass)
  and not indexes.indisprimary
  and pg_has_role(tables.relowner, 'usage')
  and not exists (select from etl.ventes_lignes)
  and not exists (select from etl.documents)
order by indexes.indexrelid::regclass::text;
