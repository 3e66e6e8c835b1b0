/**
 * An estate of any size, made inside PostgreSQL: wines in twenty families, clients with a family of their own and a few
 * wines they come back to, six years of documents of about four lines, and the pages room 5 would have written.
 */
import type { Database } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';

export interface EstateSize {
  readonly clients: number;
  readonly wines: number;
  readonly lines: number;
}

/** Fills the tables room 6 reads, for one estate as of a day. The same size gives the same rows. */
export async function makeSyntheticEstate(
  database: Database,
  { estate, asOf, size }: { readonly estate: string; readonly asOf: string; readonly size: EstateSize },
): Promise<void> {
  await database.transaction(async (session) => {
    await session.execute(sql('select setseed(0.5)'));
    await session.execute(sql('set local max_parallel_workers_per_gather = 0'));
    await session.execute(wines, { estate, wines: size.wines });
    await session.execute(produits, { estate });
    await session.execute(stock, { estate, as_of: asOf });
    await session.execute(clients, { estate, clients: size.clients });
    await session.execute(lines, { estate, as_of: asOf, ...size });
    // Without statistics the sums of the pages are planned for empty tables, and take minutes.
    for (const table of tables) await session.execute(sql(`analyze ${table}`));
    await session.execute(pages, { estate, as_of: asOf });
  });
  for (const table of [...tables, 'crm.customer_360']) await database.execute(sql(`vacuum analyze ${table}`));
}

const tables = ['etl.wines', 'etl.produits', 'etl.clients', 'etl.ventes_lignes'] as const;

const wines = sql(`
  insert into etl.wines (estate_id, wine_key, name, famille_crm, cepage, sucrosite, couleur, premium_tier,
    aroma_fruit, aroma_floral, aroma_epice, aroma_mineral, aroma_acidite, aroma_corps, aroma_tanin, origin)
  select :'estate', 'VIN ' || lpad(wine::text, 5, '0'), 'Vin ' || wine, 'Famille ' || wine % 20, 'Cepage ' || wine % 13,
    (array['Sec', 'Demi-sec', 'Doux'])[1 + wine % 3], (array['Blanc', 'Rouge'])[1 + wine % 2],
    (array['Classique', 'Cuvee', 'Prestige'])[1 + wine / 20 % 3],
    wine % 7 / 7.0, wine % 5 / 5.0, wine % 3 / 3.0, wine % 11 / 11.0, wine % 4 / 4.0, wine % 6 / 6.0, null, 'catalogue'
  from generate_series(0, :'wines'::int - 1) as wine`);

const produits = sql(`
  insert into etl.produits (estate_id, produit_key, wine_key, label, format, millesime, famille_crm, prix_ttc,
    prix_75cl_ttc, origin, is_active)
  select wines.estate_id, wines.wine_key || ' 2023', wines.wine_key, wines.name || ' 2023', '75CL', 2023, wines.famille_crm,
    5 + numbered.wine % 37, 5 + numbered.wine % 37, 'catalogue', true
  from etl.wines as wines
  cross join lateral (select right(wines.wine_key, 5)::int as wine) as numbered
  where wines.estate_id = :'estate'`);

const stock = sql(`
  insert into etl.stock (estate_id, source, produit_key, date_snapshot, stock_total, stock_reserve, exported_at, file_hash, file_line)
  select estate_id, 'isavigne', produit_key, :'as_of'::date, 200 + floor(random() * 4000), 0, :'as_of'::timestamptz, '', 0
  from etl.produits
  where estate_id = :'estate'`);

const clients = sql(`
  insert into etl.clients (estate_id, client_code, email, household_key, is_trade, is_till, origin, exported_at, file_hash, file_line)
  select :'estate', 'C' || lpad(client::text, 7, '0'), client || '@example.org', 'H' || client, client % 50 = 0, false, 'clients', now(), '', 0
  from generate_series(1, :'clients'::int) as client`);

const lines = sql(`
  insert into etl.ventes_lignes (estate_id, source, document_id, line_id, document_type, document_no, line_kind, client_code,
    date_livraison, produit_label, label_key, produit_key, qty_line, qty_bottles, qty_unit, mt_ht, mt_ttc,
    is_ht_derived, is_ttc_derived, file_hash, file_line)
  select :'estate', 'isavigne', 'FACTURE:' || document, line::text, 'FACTURE', document::text,
    case when bottles < 0 then 'return' else 'sale' end, 'C' || lpad(client::text, 7, '0'), :'as_of'::date - days_ago,
    'Vin ' || wine || ' 2023', 'VIN ' || wine || ' 2023', 'VIN ' || lpad(wine::text, 5, '0') || ' 2023', bottles, bottles, bottles,
    bottles * (5 + wine % 37) / 1.2, bottles * (5 + wine % 37), false, false, '', line
  from (
    select line, line / 4 as document, client, days_ago,
      case when random() < 0.02 then -1 else (array[1, 3, 6, 6, 12])[1 + floor(random() * 5)::int] end as bottles,
      (family + 20 * case
        when random() < 0.5 then (client * 7919 + floor(random() * 5)::int * 104729) % (:'wines'::int / 20)
        else floor(power(random(), 2) * (:'wines'::int / 20))::int
      end) as wine
    from (
      select line, 1 + (line / 4 * 2654435761) % :'clients'::int as client, ((line / 4 * 48271) % 2190)::int as days_ago,
        case when random() < 0.6 then ((1 + (line / 4 * 2654435761) % :'clients'::int) % 20)::int else floor(random() * 20)::int end as family
      from generate_series(1, :'lines'::bigint) as line
      where :'wines'::int > 0
    ) as drawn
  ) as bought`);

const pages = sql(`
  insert into crm.customer_360 (estate_id, client_code, as_of_on, segment, tier, order_count, line_count, bottles, net_ht, net_ttc,
    median_price_75cl_ttc, first_order_on, last_order_on, own_gap_days, gap_days, rhythm, favourite_families, favourite_grapes,
    favourite_sweetness, taste, has_email, is_bounced, is_opted_out, is_trade, is_till, legal_basis)
  with totals as (
    select client_code, count(distinct document_id) as orders, count(*) as lines, sum(qty_bottles) as bottles, sum(mt_ht) as ht,
      sum(mt_ttc) as ttc, percentile_cont(0.5) within group (order by mt_ttc / qty_unit) as price,
      min(date_livraison) as first_on, max(date_livraison) as last_on
    from etl.ventes_lignes
    where estate_id = :'estate'
    group by client_code
  ),
  spends as (
    select lignes.client_code, wines.famille_crm as family, wines.cepage as grape, wines.sucrosite as sweetness, sum(lignes.mt_ht) as ht
    from etl.ventes_lignes as lignes
    inner join etl.produits as produits on produits.estate_id = lignes.estate_id and produits.produit_key = lignes.produit_key
    inner join etl.wines as wines on wines.estate_id = produits.estate_id and wines.wine_key = produits.wine_key
    where lignes.estate_id = :'estate'
    group by lignes.client_code, wines.famille_crm, wines.cepage, wines.sucrosite
  ),
  shares as (
    select client_code, kind, name, ht / sum(ht) over (partition by client_code, kind) as share
    from (
      select client_code, kind, name, greatest(sum(ht), 0.01) as ht
      from spends
      cross join lateral (values ('family', family), ('grape', grape), ('sweetness', sweetness)) as word (kind, name)
      group by client_code, kind, name
    ) as words
  ),
  favourites as (
    select client_code,
      jsonb_agg(jsonb_build_object('name', name, 'share', share) order by share desc, name) filter (where kind = 'family') as families,
      jsonb_agg(jsonb_build_object('name', name, 'share', share) order by share desc, name) filter (where kind = 'grape') as grapes,
      jsonb_agg(jsonb_build_object('name', name, 'share', share) order by share desc, name) filter (where kind = 'sweetness') as sweetness
    from shares
    group by client_code
  )
  select clients.estate_id, clients.client_code, :'as_of'::date, segment, case when segment = 'New' then 'Standard' else segment end,
    coalesce(totals.orders, 0), coalesce(totals.lines, 0), coalesce(totals.bottles, 0), coalesce(totals.ht, 0), coalesce(totals.ttc, 0),
    totals.price, totals.first_on, totals.last_on, (totals.last_on - totals.first_on) / nullif(totals.orders - 1, 0),
    (totals.last_on - totals.first_on) / nullif(totals.orders - 1, 0), 'irregular',
    coalesce(favourites.families, '[]'), coalesce(favourites.grapes, '[]'), coalesce(favourites.sweetness, '[]'),
    '{"fruit": 0.4, "floral": 0.3, "mineral": 0.6, "confidence": 0.6, "level": "medium", "axes": 3}',
    true, false, false, clients.is_trade, false, 'soft_opt_in'
  from etl.clients as clients
  left join totals on totals.client_code = clients.client_code
  left join favourites on favourites.client_code = clients.client_code
  cross join lateral (
    select case
      when totals.orders is null then 'Prospect'
      when totals.last_on < :'as_of'::date - 365 then 'Churn'
      when totals.last_on < :'as_of'::date - 180 then 'At Risk'
      when totals.ht > 4000 then 'VIP'
      when totals.orders = 1 then 'New'
      else 'Standard'
    end as segment
  ) as tiers
  where clients.estate_id = :'estate'`);
