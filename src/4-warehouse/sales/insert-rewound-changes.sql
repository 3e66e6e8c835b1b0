-- One row per document that ended otherwise than it stood before its ledger was told again.
insert into etl.document_changes (
  estate_id, run_id, source, document_id, file_hash, change, mt_ht_before, mt_ht_after, line_count_before, line_count_after
)
select
  :'estate', :'run_id'::uuid, :'source', after.document_id, after.file_hash,
  case
    when after.status = 'vanished' then 'vanished'
    when before.status = 'vanished' then 'returned'
    else 'changed'
  end,
  case when before.status = 'live' then before.mt_ht end,
  case when after.status = 'live' then after.mt_ht end,
  case when before.status = 'live' then before.line_count end,
  case when after.status = 'live' then after.line_count end
from etl.documents as after
inner join ledger_before as before on before.source = after.source and before.document_id = after.document_id
where
  after.estate_id = :'estate'
  and after.source = :'source'
  and (
    before.status <> after.status
    or (
      after.status = 'live'
      -- What an earlier version hashed (without a point) cannot be compared: its lines and euros are.
      and case strpos(before.content_hash, '.')
        when 0 then (before.line_count, before.mt_ht) <> (after.line_count, after.mt_ht)
        else (before.line_count, before.content_hash) <> (after.line_count, after.content_hash)
      end
    )
  );
