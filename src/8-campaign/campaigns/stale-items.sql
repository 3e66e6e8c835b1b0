-- One row: how many wines of a campaign's letters are no longer what was approved, and how many cost something else by now.
with printed as (
  select
    outbox.client_code,
    item.value ->> 'produitKey' as produit_key,
    item.value ->> 'contentHash' as content_hash,
    (outbox.letter -> 'wines' -> (item.place - 1)::integer ->> 'priceTtcCents')::bigint as price_cents
  from crm.outbox as outbox
  cross join lateral jsonb_array_elements(outbox.letter -> 'items') with ordinality as item (value, place)
  where outbox.estate_id = :'estate_id' and outbox.campaign_id = :'campaign_id'::uuid
)
select
  count(*) filter (where not coalesce(items.decision = 'approved' and items.expires_at > :'at'::timestamptz, false))::integer
    as "unapproved",
  count(*) filter (where round(produits.prix_ttc * 100) is distinct from printed.price_cents)::integer as "repriced",
  coalesce(
    min(printed.produit_key) filter (where round(produits.prix_ttc * 100) is distinct from printed.price_cents), ''
  ) as "repricedExample"
from printed
left join crm.approval_items as items
  on items.estate_id = :'estate_id'
  and items.client_code = printed.client_code
  and items.content_hash = printed.content_hash
left join etl.produits as produits
  on produits.estate_id = :'estate_id' and produits.produit_key = printed.produit_key
