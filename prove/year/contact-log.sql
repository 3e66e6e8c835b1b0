-- One row per letter the house says it handed over: of the outbox, of the contact log, or of both.
select
  coalesce(outbox.letter_id, log.letter_id) as letter_id,
  outbox.batch_id,
  outbox.email_hash,
  outbox.state = 'accepted' as is_accepted,
  log.letter_id is not null as is_logged,
  log.status,
  exists (
    select
    from etl.suppressions as suppressions
    where suppressions.estate_id = :'estate_id' and suppressions.subject_hash = outbox.email_hash
  ) as is_suppressed
from crm.outbox as outbox
full join crm.contact_log as log
  on log.estate_id = outbox.estate_id and log.letter_id = outbox.letter_id
where
  coalesce(outbox.estate_id, log.estate_id) = :'estate_id'
  and (outbox.state in ('accepted', 'unknown', 'claimed') or log.letter_id is not null)
order by 1
