-- One row per person of an estate: everybody, or who has an id or an address.
select
  users.user_id as "userId",
  users.name,
  users.email,
  users.role,
  users.state,
  users.language,
  users.password_hash is not null as "hasPassword",
  users.totp_confirmed_at is not null as "hasSecondFactor",
  users.created_at as "createdAt",
  (
    select max(sessions.seen_at)
    from app.sessions
    where sessions.estate_id = users.estate_id
      and sessions.user_id = users.user_id
  ) as "lastSeenAt",
  users.version
from app.users
where users.estate_id = :'estate'
  and (:'user_id'::uuid is null or users.user_id = :'user_id'::uuid)
  and (:'email'::text is null or users.email = :'email')
order by users.name, users.user_id
