-- One row per recommendation of a client a person judged, of one list; of one product, when it is named.
select
  feedback.produit_key as "produitKey",
  feedback.verdict,
  feedback.words,
  feedback.author,
  feedback.said_at as "saidAt"
from crm.recommendation_feedback as feedback
where
  feedback.estate_id = :'estate_id'
  and feedback.client_code = :'client_code'
  and feedback.as_of_on = :'as_of'::date
  and (:'produit_key'::text is null or feedback.produit_key = :'produit_key')
order by feedback.produit_key
