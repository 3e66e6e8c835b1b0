/** An estate with enough clients for value and clusters, through room 5 on a real database. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sumLedger } from '../../src/5-customer360/client-facts.ts';
import { clientPage } from '../../src/5-customer360/client-page.ts';
import { readHistories } from '../../src/5-customer360/read-histories.ts';
import { refreshCustomer360 } from '../../src/5-customer360/refresh.ts';
import { formatClientPage } from '../../src/cli/client-page-text.ts';
import type { Database } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import { addDays } from '../../src/values/day.ts';
import type { StepResult } from '../../src/world.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';
import { insertPetitDomaine, insertSales, petitDomaineAsOf } from '../support/petit-domaine.ts';
import type { Person, SaleDocument } from '../support/petit-domaine-cast.ts';

const estate = 'petit-domaine';
const cremant = 'CREMANT D ALSACE EXTRA BRUT';
let testing: TestEstate;
let database: Database;

function invoice(no: string, on: string, bottles: number): SaleDocument {
  return { type: 'FACTURE', no, on, lines: [{ produit: cremant, bottles }] };
}

/** Somebody who ordered so many times, so many days apart, the last time so many days ago. */
function person(code: string, habit: { times: number; apart: number; ago: number; bottles: number }): Person {
  const { times, apart, ago, bottles } = habit;
  const sales = Array.from({ length: times }, (_, index) =>
    invoice(`${code}N${index}`, addDays(petitDomaineAsOf, -ago - (times - 1 - index) * apart), bottles),
  );
  return { code, nom: code, email: `${code.toLowerCase()}@exemple.test`, sales };
}

/** Three of the twelve bottles of RENDU. */
const returned: SaleDocument = { type: 'AVOIR', no: 'R3', on: '2026-04-01', lines: [{ produit: cremant, bottles: 3 }] };

const people: readonly Person[] = [
  ...Array.from({ length: 30 }, (_, index) =>
    person(`FIDELE${index}`, { times: 10 + (index % 5), apart: 60 + index, ago: 5 + index * 2, bottles: 12 }),
  ),
  ...Array.from({ length: 25 }, (_, index) =>
    person(`ANNUEL${index}`, { times: 3 + (index % 3), apart: 365, ago: 330 + index, bottles: 6 }),
  ),
  ...Array.from({ length: 20 }, (_, index) =>
    person(`ESSAI${index}`, { times: 1, apart: 0, ago: 600 + index * 20, bottles: 1 + (index % 2) }),
  ),
  { ...person('CAVISTE', { times: 20, apart: 30, ago: 3, bottles: 120 }), isTrade: true },
  { ...person('COMPTOIR', { times: 30, apart: 7, ago: 1, bottles: 2 }), isTill: true },
  { code: 'RENDU', nom: 'Rendu', sales: [invoice('R1', '2025-11-01', 6), invoice('R2', '2026-03-01', 6), returned] },
];

const tables = ['crm.customer_360', 'crm.customer_360_snapshots', 'crm.value_models', 'crm.client_clusters'];
const versions = async (): Promise<unknown[]> =>
  Promise.all(tables.map((table) => database.rows(sql(`select xmin::text, ctid::text from ${table} order by 1, 2`))));

async function refreshOn(asOf: string): Promise<StepResult> {
  return refreshCustomer360({ ...testing.world, runId: '01900000-0000-7000-8000-000000000001', asOf });
}

const pageOf = (clientCode: string) => clientPage(database, { estate, clientCode });

interface ClusterRow {
  readonly as_of_on: string;
  readonly cluster_id: number;
  readonly name_fr: string;
  readonly client_count: number;
}
const named = (rows: readonly ClusterRow[]) => rows.map((row) => [row.cluster_id, row.name_fr]);
const clusters = async (): Promise<ClusterRow[]> =>
  database.rows(
    sql('select as_of_on, cluster_id, name_fr, client_count from crm.client_clusters order by as_of_on, cluster_id'),
  );

beforeAll(async () => {
  testing = await testEstate({ slug: estate });
  database = testing.world.database;
  await insertPetitDomaine(database, { people });
  await refreshOn(petitDomaineAsOf);
});
afterAll(() => testing.close());

describe('an estate with enough clients', () => {
  it('knows what a client should bring, how sure that is, and whom they resemble', async () => {
    const { customer360, outlook } = await pageOf('FIDELE0');
    expect(customer360).toMatchObject({ valueStatus: 'estimated', nextOrderFrom: 'rhythm' });
    const figures = [customer360?.value12mLowHt, customer360?.value12mHt, customer360?.value12mHighHt].map(Number);
    expect([...figures].sort((left, right) => left - right)).toEqual(figures);
    expect(Number(customer360?.pAlive)).toBeGreaterThan(0.5);
    expect(Number(customer360?.expectedOrders12m)).toBeGreaterThan(1);
    expect(customer360?.cluster).toMatchObject({ nameFr: 'Fidèles à gros paniers', clientCount: 30 });
    expect(outlook.fr).toHaveLength(3);
    expect(outlook.fr[2]).toMatch(/^Groupe « Fidèles à gros paniers » : 30 clients, en médiane 12 commandes/);
    expect(outlook.en[2]).toMatch(/^Group "Loyal clients with large baskets": 30 clients, in the median 12 orders/);
  });

  it('shows it on the page in the terminal', async () => {
    const page = await pageOf('FIDELE0');
    for (const language of ['fr', 'en'] as const) {
      const text = formatClientPage(page, undefined, language);
      for (const words of [...page.outlook[language], ...(page.customer360?.explanation.sentences[language] ?? [])])
        expect(text).toContain(words);
    }
    expect(formatClientPage(page, undefined, 'en')).not.toMatch(/Achats|Préfère|Écrire|Remonter|bouteille/);
  });

  it('keeps what was fitted, private and trade clients apart, the till in neither', async () => {
    const models = await database.rows<{ summary: unknown; clustering: unknown }>(
      sql('select summary, clustering from crm.value_models'),
    );
    expect(models).toMatchObject([
      {
        summary: { private: { status: 'fitted' }, trade: { status: 'not_enough_data' } },
        clustering: { status: 'fitted', k: 3, clientCount: 76, minimumClients: 50 },
      },
    ]);
    const { customer360, outlook } = await pageOf('CAVISTE');
    expect(customer360).toMatchObject({ valueStatus: 'not_enough_data', pAlive: null, cluster: null });
    expect(outlook.fr).toEqual([
      'Valeur attendue sur 12 mois : pas assez de données (les professionnels sont comptés à part).',
    ]);
    expect((await pageOf('COMPTOIR')).customer360).toBeNull();
  });

  it('takes what came back off the orders, in proportion', async () => {
    const world = { ...testing.world, runId: '01900000-0000-7000-8000-000000000001', asOf: petitDomaineAsOf };
    const all = await database.transaction(async (session) => {
      await sumLedger(session, world);
      return [...(await readHistories(session, estate)).all()];
    });
    const { customer360 } = await pageOf('RENDU');
    const rendu = all.find(({ clientCode }) => clientCode === 'RENDU');
    expect(rendu?.orderDays).toEqual(['2025-11-01', '2026-03-01']);
    expect(rendu?.orderNetHt[0]).toBeCloseTo(Number(customer360?.netHt) / 2, 8);
    expect(rendu?.netHt).toBeCloseTo(Number(customer360?.netHt), 8);
    expect(all.map(({ clientCode }) => clientCode)).not.toContain('COMPTOIR');
  });

  it('changes nothing when it is run again', async () => {
    const before = await versions();
    expect((await refreshOn(petitDomaineAsOf)).rowsWritten).toBe(0);
    expect(await versions()).toEqual(before);
  });

  it('keeps the numbers and names of its clusters a week of sales later, with new snapshots beside the old', async () => {
    const first = await clusters();
    const buyers = people.filter(({ code }) => /^(FIDELE|ANNUEL).*3$/.test(code));
    const sales = buyers.map((buyer) => ({ ...invoice(`${buyer.code}S`, '2026-11-20', 6), person: buyer }));
    await insertSales(database, estate, sales);
    await refreshOn('2026-11-23');
    const [before, after] = [(await clusters()).slice(0, first.length), (await clusters()).slice(first.length)];
    expect(before).toEqual(first);
    expect(named(after)).toEqual(named(first));
    const { snapshots } = await pageOf('FIDELE3');
    expect(snapshots.map(({ asOf, orderCount, clusterId }) => [asOf, orderCount, clusterId])).toEqual([
      ['2026-11-23', 14, snapshots[0]?.clusterId],
      ['2026-11-16', 13, snapshots[0]?.clusterId],
    ]);
    expect(snapshots.every(({ pAlive, value12mHt }) => pAlive !== null && value12mHt !== null)).toBe(true);
    const again = await versions();
    await refreshOn('2026-11-23');
    expect(await versions()).toEqual(again);
  });
});
