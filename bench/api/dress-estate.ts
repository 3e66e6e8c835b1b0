/** Gives the clients of a synthetic estate what lists and searches look at: names, towns, scores, values, cellars. */
import type { Database } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import { keepSegmentCounts } from '../../src/5-customer360/segments/segment-counts.ts';

const named = sql(`
  update etl.clients
  set
    nom = (array['Müller', 'Schmitt', 'Martin', 'Bernard', 'Lefèvre', 'Garnier', 'Weber', 'Klein', 'Roux', 'Faure', 'Dupont',
      'Lambert', 'Hoffmann', 'Girard', 'Mercier', 'Blanc'])[1 + place % 16] || case when place % 3 = 0 then '' else '-'
      || (array['Keller', 'Noël', 'Perrin', 'Morel', 'Simon', 'Adam', 'Vogel', 'Benoît'])[1 + place / 16 % 8] end,
    prenom = (array['Jean', 'Marie', 'Élise', 'François', 'Noémie', 'Paul', 'Zoé', 'Hervé', 'Anne', 'Luc'])[1 + place / 7 % 10],
    ville = (array['Strasbourg', 'Colmar', 'Mulhouse', 'Sélestat', 'Nancy', 'Épinal', 'Besançon', 'Lyon', 'Paris', 'Saint-Dié'])
      [1 + place / 3 % 10] || case when place % 4 = 0 then '' else ' ' || place / 11 % 90 end,
    code_postal = (67000 + place % 900)::text,
    email = 'client' || place || '@exemple' || place % 40 || '.test'
  from (select client_code as code, right(client_code, 7)::int as place from etl.clients where estate_id = :'estate') as numbered
  where clients.estate_id = :'estate' and clients.client_code = numbered.code`);

const known = sql(`
  update crm.customer_360
  set
    recency_score = 1 + right(client_code, 6)::int % 5,
    frequency_score = 1 + right(client_code, 6)::int / 5 % 5,
    monetary_score = 1 + right(client_code, 6)::int / 25 % 5,
    rfm_code = '555',
    value_12m_ht = round(net_ht / 6, 2),
    value_12m_low_ht = round(net_ht / 12, 2),
    value_12m_high_ht = round(net_ht / 3, 2),
    value_status = 'estimated',
    p_alive = 0.5,
    explanation = '{"sentences": {"fr": ["Une phrase qui explique pourquoi."], "en": ["A sentence that says why."]}}'
  where estate_id = :'estate'`);

const snapshots = sql(`
  insert into crm.customer_360_snapshots (estate_id, as_of_on, client_code, segment, tier, rfm_code, order_count, net_ht)
  select estate_id, as_of_on - 7 * weeks, client_code, segment, tier, rfm_code, order_count, net_ht
  from crm.customer_360, generate_series(0, 3) as weeks
  where estate_id = :'estate'`);

/** Updates the estate's clients in place. */
export async function dressEstate(database: Database, estate: string): Promise<void> {
  for (const statement of [named, known, snapshots]) await database.execute(statement, { estate });
  await keepSegmentCounts(database, estate);
  for (const table of ['etl.clients', 'crm.customer_360', 'crm.customer_360_snapshots', 'etl.ventes_lignes'])
    await database.execute(sql(`vacuum analyze ${table}`));
}
