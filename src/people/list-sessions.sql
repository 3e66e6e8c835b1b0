-- One row per session that stands: of one person, or of everybody.
select
  users.user_id as "userId",
  users.name as "userName",
  sessions.created_at as "startedAt",
  sessions.seen_at as "seenAt",
  sessions.signed_in_at is not null as "isComplete",
  sessions.session_hash = :'this_hash' as "isThisOne"
from app.sessions
inner join app.users
  on users.estate_id = sessions.estate_id
  and users.user_id = sessions.user_id
where sessions.estate_id = :'estate'
  and (:'user_id'::uuid is null or sessions.user_id = :'user_id'::uuid)
  and sessions.expires_at > :'now'::timestamptz
  and sessions.seen_at > :'idle_since'::timestamptz
order by sessions.seen_at desc, sessions.session_hash
