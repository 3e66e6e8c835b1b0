-- One row: a session that stands, with the person whose it is; none when it ended or the person may no longer sign in.
select
  users.user_id as "userId",
  users.name,
  users.email,
  users.role,
  users.language,
  users.password_hash is not null as "hasPassword",
  users.totp_confirmed_at is not null as "hasSecondFactor",
  sessions.signed_in_at as "signedInAt",
  sessions.confirmed_at as "confirmedAt",
  sessions.seen_at as "seenAt"
from app.sessions
inner join app.users
  on users.estate_id = sessions.estate_id
  and users.user_id = sessions.user_id
where sessions.estate_id = :'estate'
  and sessions.session_hash = :'session_hash'
  and sessions.expires_at > :'now'::timestamptz
  and sessions.seen_at > :'idle_since'::timestamptz
  and users.state = 'active'
