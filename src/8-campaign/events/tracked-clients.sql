-- One row per client who agreed to being followed: their last word on it is a yes (a no of the same day wins), and they never
-- refused letters.
select agreed.client_code as "clientCode"
from etl.consent_events as agreed
left join etl.clients as clients
  on clients.estate_id = agreed.estate_id and clients.client_code = agreed.client_code
where
  agreed.estate_id = :'estate'
  and agreed.client_code = any(:'client_codes'::text[])
  and agreed.channel = 'tracking'
  and agreed.event = 'opt_in'
  and not exists (
    select
    from etl.consent_events as withdrawn
    where
      withdrawn.estate_id = agreed.estate_id
      and withdrawn.client_code = agreed.client_code
      and withdrawn.channel = 'tracking'
      and withdrawn.event = 'opt_out'
      and withdrawn.happened_on >= agreed.happened_on
  )
  and not exists (
    select
    from etl.suppressions as suppressions
    where
      suppressions.estate_id = agreed.estate_id
      and suppressions.reason <> 'bounce'
      and suppressions.subject_hash in (
        etl.email_hash(coalesce(clients.email, '')),
        encode(sha256(convert_to('client:' || agreed.client_code, 'UTF8')), 'hex')
      )
  )
group by agreed.client_code
order by agreed.client_code
