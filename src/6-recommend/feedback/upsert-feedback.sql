-- One row: what a person says of one recommendation, in the place of what was said of it before.
insert into crm.recommendation_feedback (
  estate_id, client_code, produit_key, as_of_on, verdict, words, author, said_at
)
values (
  :'estate_id', :'client_code', :'produit_key', :'as_of'::date, :'verdict', :'words', :'author', :'said_at'::timestamptz
)
on conflict (estate_id, client_code, produit_key, as_of_on) do update
  set verdict = excluded.verdict, words = excluded.words, author = excluded.author, said_at = excluded.said_at
