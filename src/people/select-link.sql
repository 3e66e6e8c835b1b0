-- One row: a link that stands, with the person it lets in.
select
  users.user_id as "userId",
  links.purpose,
  users.name,
  users.email,
  users.role,
  users.password_hash is not null as "hasPassword",
  users.totp_confirmed_at is not null as "hasSecondFactor"
from app.sign_in_links as links
inner join app.users
  on users.estate_id = links.estate_id
  and users.user_id = links.user_id
where links.estate_id = :'estate'
  and links.link_hash = :'link_hash'
  and links.used_at is null
  and links.expires_at > :'now'::timestamptz
  and users.state <> 'disabled'
