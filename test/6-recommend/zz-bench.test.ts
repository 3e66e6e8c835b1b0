import { it } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { recommend } from '../../src/6-recommend/recommend.ts';
import { testEstate } from '../support/estate-world.ts';

it('bench', async () => {
  const N = Number(process.env.N ?? 5000),
    W = Number(process.env.W ?? 2000),
    L = Number(process.env.L ?? 250000);
  const t = await testEstate({ slug: 'bench' });
  const db = t.world.database;
  const t0 = Date.now();
  await db.execute(
    sql(`insert into etl.wines (estate_id, wine_key, name, famille_crm, cepage, sucrosite, couleur, premium_tier, aroma_fruit, aroma_floral, aroma_epice, aroma_mineral, aroma_acidite, aroma_corps, aroma_tanin, origin)
   select 'bench', 'WINE ' || w, 'Wine ' || w, 'F' || (w % 9), 'G' || (w % 12), (array['sec','demi-sec','moelleux'])[1 + w % 3], 'blanc', (array['Entrée','Standard','Premium'])[1 + w % 3], (w%10)/10.0, (w%7)/7.0, 0.3, 0.4, 0.5, 0.6, 0.1, 'catalogue' from generate_series(1, :'w'::int) w`),
    { w: W },
  );
  await db.execute(
    sql(`insert into etl.produits (estate_id, produit_key, wine_key, label, format, millesime, prix_ttc, prix_75cl_ttc, origin, is_active)
   select 'bench', 'WINE ' || w || ' 2022', 'WINE ' || w, 'Wine ' || w || ' 2022', '75CL', 2022, 6 + w % 30, 6 + w % 30, 'catalogue', true from generate_series(1, :'w'::int) w`),
    { w: W },
  );
  await db.execute(
    sql(
      `insert into etl.stock select 'bench', 'isavigne', 'WINE ' || w || ' 2022', '2026-11-13', (w % 50) * 24, 6, now(), 'x', w from generate_series(1, :'w'::int) w`,
    ),
    { w: W },
  );
  await db.execute(
    sql(`insert into etl.clients (estate_id, client_code, email, household_key, is_trade, is_till, origin, exported_at, file_hash, file_line)
   select 'bench', 'C' || lpad(c::text, 7, '0'), 'c' || c || '@x.test', 'h' || c, false, false, 'clients', now(), 'x', c from generate_series(1, :'n'::int) c`),
    { n: N },
  );
  await db.execute(
    sql(`insert into crm.customer_360 (estate_id, client_code, as_of_on, segment, tier, order_count, line_count, bottles, net_ht, net_ttc, median_price_75cl_ttc, last_order_on, own_gap_days, gap_days, rhythm, favourite_families, favourite_grapes, favourite_sweetness, taste, has_email, is_bounced, is_opted_out, is_trade, is_till, legal_basis)
   select 'bench', 'C' || lpad(c::text, 7, '0'), '2026-11-16', (array['VIP','Standard','At Risk','Churn','Loyal'])[1 + c % 5], (array['VIP','Standard','At Risk','Churn','Standard'])[1 + c % 5], 8, 40, 200, 200 + c % 2000, 300, 8 + c % 20, '2026-03-01', 120, 150, 'regular',
   jsonb_build_array(jsonb_build_object('name', 'F' || c % 9, 'share', 0.7, 'netHt', '1', 'bottles', 3), jsonb_build_object('name', 'F' || (c+1) % 9, 'share', 0.3, 'netHt', '1', 'bottles', 3)),
   jsonb_build_array(jsonb_build_object('name', 'G' || c % 12, 'share', 0.7, 'netHt', '1', 'bottles', 3)), jsonb_build_array(jsonb_build_object('name', 'sec', 'share', 0.7, 'netHt', '1', 'bottles', 3)),
   '{"fruit":0.4,"floral":0.3,"epice":0.2,"mineral":0.5,"acidite":0.6,"corps":0.4,"confidence":0.7,"level":"high","axes":6}', true, false, false, false, false, 'soft_opt_in' from generate_series(1, :'n'::int) c`),
    { n: N },
  );
  await db.execute(
    sql(`insert into etl.ventes_lignes (estate_id, source, document_id, line_id, document_type, document_no, line_kind, client_code, date_livraison, produit_label, label_key, produit_key, qty_line, qty_bottles, qty_unit, mt_ht, mt_ttc, is_ht_derived, is_ttc_derived, file_hash, file_line)
   select 'bench', 'isavigne', 'FACTURE_' || (l / 5), (l % 5)::text, 'FACTURE', (l/5)::text, case when l % 50 = 0 then 'return' else 'sale' end, 'C' || lpad((1 + (l/5) % :'n'::int)::text, 7, '0'), date '2026-11-10' - ((l/5 * 7919) % 1800)::int, 'x', 'x',
   'WINE ' || (1 + floor(:'w'::int * power(((hashint4(l) & 65535) / 65536.0), 2))::int) || ' 2022', 6, case when l % 50 = 0 then -1 else 6 end, case when l % 50 = 0 then -1 else 6 end, 60, 72, false, false, 'x', l from generate_series(1, :'l'::int) l`),
    { l: L, n: N, w: W },
  );
  await db.execute(sql('analyze'));
  console.log('insert', Date.now() - t0);
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 50);
  const t1 = Date.now();
  const marks: string[] = [];
  const world = {
    ...t.world,
    runId: '01900000-0000-7000-8000-000000000001',
    asOf: '2026-11-16',
    progress: {
      advance: (l: string, d: number) => {
        marks.push(`${Date.now() - t1}:${d}`);
      },
      end() {},
    },
  };
  const r = await recommend(world);
  const t2 = Date.now();
  await recommend(world);
  const t3 = Date.now();
  clearInterval(timer);
  console.log(
    JSON.stringify(r),
    'ms',
    t2 - t1,
    'again',
    t3 - t2,
    'peak MB',
    Math.round(peak / 1e6),
    marks.at(0),
    marks.at(-1),
    marks.length,
  );
  console.log(JSON.stringify(await db.rows(sql('select summary from crm.recommendation_runs'))));
  await t.close();
}, 900_000);
