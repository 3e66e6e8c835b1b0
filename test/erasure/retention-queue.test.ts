/** The letter « Restez-vous ? » promises thirty days: the queue keeps the promise to the day, and counts every sign of a person. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { retentionQueue } from '../../src/erasure/retention-queue.ts';
import { runRetention } from '../../src/erasure/run-retention.ts';
import { insertRows } from '../support/insert-rows.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';

let estate: TestEstate;
beforeAll(async () => {
  estate = await testEstate();
  for (const code of ['JAMAIS', 'ASKED29', 'ASKED30', 'CLICKED', 'STAYED', 'BOUGHT', 'OPTIN', 'OPENED'])
    await insertClient(code);
  await insertClient('SPOUSE', 'ASKED30');
  await insertClient('SPOUSE2', 'STAYED');
  await ask('ASKED29', '2026-10-25T09:00:00Z');
  for (const code of ['ASKED30', 'CLICKED', 'STAYED', 'BOUGHT', 'OPTIN', 'OPENED']) {
    const letterId = await ask(code, '2026-10-23T09:00:00Z');
    if (code === 'CLICKED') await answer(letterId, 'click');
    if (code === 'STAYED') await answer(letterId, 'stay');
    if (code === 'OPENED') await answer(letterId, 'opened');
  }
  await insertSale('BOUGHT', '2026-11-02');
  await insertRows(estate.world.database, 'etl.consent_events', [
    {
      estate_id: 'petit-domaine',
      client_code: 'OPTIN',
      channel: 'email',
      event: 'opt_in',
      evidence: 'form',
      happened_on: '2026-11-03',
    },
  ]);
});
afterAll(() => estate.close());

const queueOn = async (today: string): Promise<Record<string, string>> => {
  const { database, settings } = estate.world;
  const { due } = await retentionQueue(database, { estate: 'petit-domaine', rules: settings.retention, today });
  return Object.fromEntries(due.map(({ clientCode, verdict }) => [clientCode, verdict]));
};

it('who was asked may answer for thirty whole days; whoever gave a sign is kept, an open being none', async () => {
  expect(await queueOn('2026-11-22')).toEqual({
    JAMAIS: 'ask',
    ASKED29: 'wait',
    ASKED30: 'wait',
    OPENED: 'wait',
    SPOUSE: 'wait',
  });
  expect(await queueOn('2026-11-23')).toEqual({
    JAMAIS: 'ask',
    ASKED29: 'wait',
    ASKED30: 'forget',
    OPENED: 'forget',
    SPOUSE: 'forget',
  });
});

it('the night forgets whom the page announced, and nobody else; a person is told once whom to ask', async () => {
  const { world } = estate;
  const at = (now: string) => runRetention(world, { now: new Date(now) });
  expect(await at('2026-11-22T03:00:00Z')).toMatchObject({ erased: 0, toAsk: 1, waiting: 4 });
  expect(await at('2026-11-23T03:00:00Z')).toMatchObject({ erased: 3, toAsk: 1, waiting: 1, postponed: [] });
  expect(await at('2026-11-23T03:00:00Z')).toMatchObject({ erased: 0, toAsk: 1, waiting: 1 });
  expect(await queueOn('2026-11-23')).toEqual({ JAMAIS: 'ask', ASKED29: 'wait' });
});

it('who never bought is counted from the export that first named them; who only gave bottles back, from that day', async () => {
  const { database } = estate.world;
  for (const code of ['PROSPECT', 'NEWCOMER', 'RETURNED']) await insertKnown(code);
  await insertPage('PROSPECT', { order_count: 0 });
  await insertPage('NEWCOMER', { order_count: 0 });
  await insertPage('RETURNED', { order_count: 0, bottles: -6 });
  await insertSale('RETURNED', '2020-03-02', 'return');
  const named = {
    estate_id: 'petit-domaine',
    source: 'isavigne',
    client_code: 'PROSPECT',
    source_code: 'P',
    file_line: 2,
  };
  expect(await queueOn('2026-11-23')).toMatchObject({ RETURNED: 'ask' });
  await insertRows(database, 'etl.files', [oldFile]);
  await insertRows(database, 'etl.client_source_codes', [{ ...named, file_hash: oldFile.file_hash }]);
  expect(await queueOn('2026-11-23')).toEqual({ JAMAIS: 'ask', ASKED29: 'wait', PROSPECT: 'ask', RETURNED: 'ask' });
  const { counts } = await retentionQueue(database, {
    estate: 'petit-domaine',
    rules: estate.world.settings.retention,
    today: '2026-11-23',
  });
  // Kept: CLICKED, STAYED, SPOUSE2, BOUGHT, OPTIN and NEWCOMER.
  expect(counts).toEqual({ keep: 6, ask: 3, wait: 1, forget: 0 });
});

const oldFile = {
  estate_id: 'petit-domaine',
  source: 'isavigne',
  dataset: 'clients',
  file_hash: 'old',
  original_name: 'clients_20200101.csv',
  archived_path: 'raw/old',
  byte_count: 10,
  exported_at: '2020-01-01T05:00:00Z',
  exported_at_origin: 'name',
};

/** With a page, and a purchase of long ago. */
async function insertClient(code: string, household = code): Promise<void> {
  await insertKnown(code, household);
  await insertPage(code, { last_order_on: '2023-06-01', line_count: 1 });
  await insertSale(code, '2023-06-01');
}

async function insertKnown(code: string, household = code): Promise<void> {
  await insertRows(estate.world.database, 'etl.clients', [
    {
      estate_id: 'petit-domaine',
      client_code: code,
      email: `${household.toLowerCase()}@example.org`,
      other_emails: [],
      household_key: household,
      is_trade: false,
      is_till: false,
      origin: 'clients',
      provenance: {},
      exported_at: '2026-11-16T05:00:00Z',
      file_hash: 'f',
      file_line: 1,
    },
  ]);
}

/** As the last run left it: what was bought or said since is not in it. */
async function insertPage(code: string, page: Readonly<Record<string, unknown>>): Promise<void> {
  await insertRows(estate.world.database, 'crm.customer_360', [
    {
      estate_id: 'petit-domaine',
      client_code: code,
      as_of_on: '2026-10-01',
      segment: 'Churn',
      tier: 'Churn',
      order_count: 1,
      line_count: 0,
      bottles: 0,
      net_ht: 0,
      net_ttc: 0,
      rhythm: 'irregular',
      has_email: true,
      is_bounced: false,
      is_opted_out: false,
      is_trade: false,
      is_till: false,
      legal_basis: 'soft_opt_in',
      ...page,
    },
  ]);
}

async function insertSale(code: string, day: string, kind = 'sale'): Promise<void> {
  const key = `${code}:${day}`;
  const names = {
    source: 'isavigne',
    document_id: key,
    line_id: key,
    document_no: key,
    file_hash: 'f',
    client_code: code,
  };
  const wine = { produit_label: 'Riesling', label_key: 'riesling', qty_line: 6, qty_bottles: 6, qty_unit: 1 };
  await insertRows(estate.world.database, 'etl.ventes_lignes', [
    {
      estate_id: 'petit-domaine',
      ...names,
      ...wine,
      document_type: 'VENTE',
      line_kind: kind,
      date_livraison: day,
      mt_ht: 60,
      mt_ttc: 72,
      is_ht_derived: false,
      is_ttc_derived: false,
      file_line: 1,
    },
  ]);
}

async function ask(code: string, at: string): Promise<string> {
  const letterId = randomUUID();
  await insertRows(estate.world.database, 'crm.outbox', [
    {
      estate_id: 'petit-domaine',
      campaign_id: randomUUID(),
      household_key: code,
      client_code: code,
      letter_id: letterId,
      idempotency_key: randomUUID(),
      state: 'accepted',
      email_hash: code,
      letter: { kind: 'stay' },
      letter_hash: code,
      attempts: 1,
      accepted_at: at,
    },
  ]);
  return letterId;
}

async function answer(letterId: string, kind: string): Promise<void> {
  await insertRows(estate.world.database, 'crm.letter_events', [
    {
      estate_id: 'petit-domaine',
      dedupe_key: `${letterId}:${kind}`,
      letter_id: letterId,
      kind,
      happened_at: '2026-10-24T10:00:00Z',
      source: 'page',
    },
  ]);
}
