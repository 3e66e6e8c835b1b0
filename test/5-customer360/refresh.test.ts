/** The cast of petit-domaine through room 5, on a real database. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clientPage } from '../../src/5-customer360/client-page.ts';
import { refreshCustomer360 } from '../../src/5-customer360/refresh.ts';
import type { Database } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import type { RunWorld } from '../../src/world.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';
import { insertRows } from '../support/insert-rows.ts';
import { insertPetitDomaine, insertSales, type PetitDomaine, petitDomaineAsOf } from '../support/petit-domaine.ts';
import { arthur, noelle } from '../support/petit-domaine-cast.ts';

const estate = 'petit-domaine';
let testing: TestEstate;
let database: Database;
let domaine: PetitDomaine;

async function worldOn(asOf: string, changes: Record<string, unknown> = {}): Promise<RunWorld> {
  const settings = { ...testing.world.settings, ...changes };
  return { ...testing.world, settings, runId: '01900000-0000-7000-8000-000000000001', asOf };
}

const refreshOn = async (asOf: string, changes: Record<string, unknown> = {}) =>
  refreshCustomer360(await worldOn(asOf, changes));

async function segments(): Promise<Record<string, string>> {
  const rows = await database.rows<{ client_code: string; segment: string; rfm_code: string | null }>(
    sql(`select client_code, segment, rfm_code from crm.customer_360 where estate_id = :'estate' order by client_code`),
    { estate },
  );
  return Object.fromEntries(rows.map((row) => [row.client_code, `${row.segment} ${row.rfm_code ?? '-'}`]));
}

function kept(statement: string) {
  return database.rows(sql(statement), { estate });
}

async function rowVersions(table: string): Promise<unknown[]> {
  return database.rows(sql(`select client_code, xmin::text, ctid::text from ${table} order by 1, 2, 3`));
}

const pageOf = (clientCode: string) => clientPage(database, { estate, clientCode });
const lastSentenceOf = async (clientCode: string) =>
  (await pageOf(clientCode)).customer360?.explanation.sentences.fr.at(-1);

beforeAll(async () => {
  testing = await testEstate({ slug: estate });
  database = testing.world.database;
  domaine = await insertPetitDomaine(database);
});
afterAll(() => testing.close());

describe('refreshing the pages of petit-domaine', () => {
  beforeEach(async () => {
    await refreshOn(petitDomaineAsOf);
  });

  it('puts everybody in their segment, and the till in none', async () => {
    expect(await segments()).toEqual({
      ARTHUR: 'At Risk 232',
      BERNARD: 'Standard 421',
      CAVISTE: 'Loyal 435',
      LEON: 'Churn 133',
      MARCEL: 'Loyal 542',
      MINA: 'New 411',
      NATHAN: 'New 511',
      NOELLE: 'Loyal 233',
      ODILE: 'Loyal 431',
      PAUL: 'At Risk 233',
      PAULINE: 'Standard 311',
      PRUDENCE: 'Prospect -',
      RENEE: 'Prospect -',
      SIMON: 'Churn 211',
      SOLANGE: 'Loyal 432',
      VICTOIRE: 'VIP 545',
    });
  });

  it('changes nothing when it is run again', async () => {
    const tables = ['crm.customer_360', 'crm.customer_360_snapshots'];
    const before = await Promise.all(tables.map(rowVersions));
    expect(await refreshOn(petitDomaineAsOf)).toEqual({ rowsRead: 16, rowsWritten: 0, rowsRejected: 0, notices: [] });
    expect(await Promise.all(tables.map(rowVersions))).toEqual(before);
  });

  it('keeps what each day brought, and touches no other day when one changes', async () => {
    const days = () =>
      database.rows<{ sold_on: string; mt_ht: string; xmin: string }>(
        sql(
          `select sold_on, mt_ht, line_count, xmin::text from crm.daily_turnover where estate_id = :'estate' order by 1`,
        ),
        { estate },
      );
    const told = sql(`
      select date_livraison as sold_on, sum(mt_ht) as mt_ht, count(*)::int as line_count from etl.ventes_lignes
      where estate_id = :'estate' and line_kind in ('sale', 'return') group by 1 order by 1`);
    const before = await days();
    expect(before).toEqual((await database.rows(told, { estate })).map((day) => expect.objectContaining(day)));
    const [first] = before;
    const correct = sql(`
      update crm.daily_turnover set mt_ht = mt_ht + 1 where estate_id = :'estate' and sold_on = :'sold_on'::date`);
    await database.execute(correct, { estate, sold_on: first?.sold_on ?? '' });
    await refreshOn(petitDomaineAsOf);
    const after = await days();
    expect(after[0]).toMatchObject({ sold_on: first?.sold_on, mt_ht: first?.mt_ht });
    expect(after.slice(1)).toEqual(before.slice(1));
  });

  it('keeps how many are in each segment, and where they were the time before', async () => {
    await refreshOn('2026-09-14');
    await refreshOn(petitDomaineAsOf);
    expect(
      await kept(`
        select segment, tier, rhythm, recency_score, frequency_score, client_count, net_ht::float8
        from crm.segment_cells where estate_id = :'estate' order by 1, 2, 3, 4, 5`),
    ).toEqual(
      await kept(`
        select segment, tier, rhythm, coalesce(recency_score, 0) as recency_score,
          coalesce(frequency_score, 0) as frequency_score, count(*)::int as client_count, sum(net_ht)::float8 as net_ht
        from crm.customer_360 where estate_id = :'estate' group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`),
    );
    const moves = await kept(`
      select from_segment, to_segment, client_count from crm.segment_moves where estate_id = :'estate' order by 1, 2`);
    expect(moves).toEqual(
      await kept(`
        select coalesce(earlier.segment, '') as from_segment, now.segment as to_segment, count(*)::int as client_count
        from crm.customer_360_snapshots as now
        left join crm.customer_360_snapshots as earlier
          on earlier.estate_id = now.estate_id and earlier.client_code = now.client_code and earlier.as_of_on = '2026-09-14'
        where now.estate_id = :'estate' and now.as_of_on = '${petitDomaineAsOf}' group by 1, 2 order by 1, 2`),
    );
    expect(moves.length).toBeGreaterThan(0);
    await kept(`delete from crm.customer_360_snapshots where estate_id = :'estate' and as_of_on = '2026-09-14'`);
    await refreshOn(petitDomaineAsOf);
    expect(await kept(`select * from crm.segment_moves where estate_id = :'estate'`)).toEqual([]);
  });

  it('counts sales and returns of wine, never fees, samples or quotes', async () => {
    const { customer360: solange } = await pageOf('SOLANGE');
    expect(solange).toMatchObject({
      orderCount: 3,
      lineCount: 5,
      bottles: '29.000',
      netHt: '256.0000',
      netTtc: '307.2000',
    });
    expect((await pageOf('NATHAN')).customer360).toMatchObject({
      lineCount: 1,
      netHt: '54.0000',
      meanBasketHt: '54.0000',
    });
    expect((await pageOf('PRUDENCE')).customer360).toMatchObject({ orderCount: 0, netHt: '0.0000', recencyDays: null });
  });

  it('says why a yearly buyer is not at risk, in French first', async () => {
    const { customer360 } = await pageOf('NOELLE');
    expect(customer360).toMatchObject({
      rhythm: 'yearly',
      usualMonth: 11,
      nextOrderOn: '2026-11-15',
      gapDays: '247.43',
    });
    expect(customer360?.explanation.sentences.fr).toContain(
      'Commande d’ordinaire tous les 364 jours, surtout en novembre : « à risque » seulement après 377 jours de silence (180 par défaut), « perdu » après 494 (365).',
    );
    expect((await pageOf('SIMON')).customer360?.explanation.sentences.fr).toContain(
      'Rythme d’après 1 achat seulement : celui du domaine (92 jours) est pris.',
    );
  });

  it.each([
    ['VICTOIRE', { legalBasis: 'soft_opt_in', nextContactOn: petitDomaineAsOf }],
    ['PRUDENCE', { legalBasis: 'consent', nextContactOn: petitDomaineAsOf }],
    ['ODILE', { legalBasis: 'none', isOptedOut: true, nextContactOn: null }],
    ['BERNARD', { isBounced: true, nextContactOn: null, lastContactOn: null, contactCount365d: 0 }],
    ['CAVISTE', { legalBasis: 'b2b', isTrade: true }],
    ['SOLANGE', { legalBasis: 'soft_opt_in', hasEmail: false, nextContactOn: null }],
    ['MARCEL', { lastContactOn: '2026-09-01', contactCount365d: 1, nextContactOn: '2027-01-14' }],
    ['PAUL', { lastContactOn: '2026-03-10', contactCount365d: 4, nextContactOn: '2027-01-10' }],
    ['PAULINE', { lastContactOn: '2026-06-10', contactCount365d: 4, nextContactOn: '2027-01-10' }],
  ])('knows whether and when %s may be written to', async (clientCode, expected) => {
    expect((await pageOf(clientCode)).customer360).toMatchObject(expected);
  });

  it('guesses no value and no group from a dozen clients, and says so', async () => {
    const { customer360, outlook } = await pageOf('VICTOIRE');
    expect(customer360).toMatchObject({
      pAlive: null,
      expectedOrders12m: null,
      value12mHt: null,
      valueStatus: 'not_enough_data',
      cluster: null,
    });
    expect(outlook.fr).toEqual([
      'Valeur attendue sur 12 mois : pas assez de données.',
      'Groupe : pas assez de données (13 clients particuliers avec une commande, il en faut 50).',
    ]);
    expect((await pageOf('PRUDENCE')).outlook).toEqual({ fr: [], en: [] });
  });

  it('says what the next order is expected from', async () => {
    expect(await lastSentenceOf('NOELLE')).toMatch(
      /^Prochaine commande attendue depuis le 15.nov\..2026, d’après ses propres achats\.$/,
    );
    expect(await lastSentenceOf('SIMON')).toMatch(/d’après le rythme moyen des clients du domaine\.$/);
  });

  it('walks every figure back to its file and line', async () => {
    const page = await pageOf('RENEE');
    expect(page.documents.map(({ documentId, netHt }) => [documentId, netHt])).toEqual([
      ['AVOIR_R20260820', '-123.0000'],
      ['FACTURE_R20260801', '123.0000'],
    ]);
    const hash8 = domaine.fileHashes.ventes_lignes.slice(0, 8);
    expect(page.documents[1]?.lines[0]).toMatchObject({
      lineKind: 'sale',
      mtHt: '123.0000',
      isCounted: true,
      provenance: {
        line: 94,
        archivedPath: `raw/isavigne/ventes_lignes/archive/20261116_050000_${hash8}_ventes_lignes.csv`,
        stagingPath: `staging/ventes_lignes_raw_20261116_050000_${hash8}.csv`,
        curatedPath: `curated/VENTES_LIGNES_curated_20261116_050000_${hash8}.csv`,
      },
    });
    expect(page.identity).toMatchObject({ nom: 'Retour', provenance: { line: 17, originalName: 'clients.csv' } });
  });

  it('shows the household and the proof of the right to write', async () => {
    const page = await pageOf('PAUL');
    expect(page.household.map(({ clientCode }) => clientCode)).toEqual(['PAULINE']);
    expect(page.customer360?.legalBasisEvidence).toEqual({
      kind: 'sale_line',
      source: 'isavigne',
      documentId: 'FACTURE_P20260410',
      lineId: '1',
      on: '2026-04-10',
    });
  });

  it('says that nobody has a code that nobody has', async () => {
    await expect(pageOf('INCONNU')).rejects.toMatchObject({ code: 'UNKNOWN_CLIENT' });
  });
});

describe('what happens from one week to the next', () => {
  beforeEach(async () => {
    await refreshOn(petitDomaineAsOf);
  });

  it('knows no sale later than its day', async () => {
    const before = (await pageOf('ARTHUR')).customer360;
    const sale = { type: 'FACTURE', no: 'A20261120', on: '2026-11-20', person: arthur } as const;
    await insertSales(database, estate, [{ ...sale, lines: [{ produit: 'SYLVANER 2024', bottles: 6 }] }], 900);
    expect((await refreshOn(petitDomaineAsOf)).rowsWritten).toBe(0);

    const page = await pageOf('ARTHUR');
    expect(page.customer360).toEqual(before);
    expect(page.documents[0]).toMatchObject({ documentId: 'FACTURE_A20261120', netHt: '0' });
    expect(page.documents[0]?.lines[0]?.isCounted).toBe(false);

    await refreshOn('2026-11-23');
    const after = await pageOf('ARTHUR');
    expect(after.customer360).toMatchObject({ segment: 'Loyal', orderCount: 5, lastOrderOn: '2026-11-20' });
    expect(after.snapshots.map(({ asOf, segment }) => [asOf, segment])).toEqual([
      ['2026-11-23', 'Loyal'],
      ['2026-11-16', 'At Risk'],
    ]);
  });

  it('counts goods that are no wine in the money, and in no bottle', async () => {
    const figures = () =>
      database.one<{ bottles: number; net: number }>(
        sql(
          `select bottles::float8, net_ht::float8 as net from crm.customer_360 where estate_id = :'estate' and client_code = 'NOELLE'`,
        ),
        { estate },
      );
    const before = await figures();
    const line = await database.one<{ document: string; line: string; produit: string; bottles: number }>(
      sql(`select document_id as document, line_id as line, produit_key as produit, qty_bottles::float8 as bottles from etl.ventes_lignes
           where estate_id = :'estate' and client_code = 'NOELLE' and line_kind = 'sale' order by document_id, line_id limit 1`),
      { estate },
    );
    if (!before || !line) throw new Error('Noëlle bought nothing');
    const means = (produit: string | null) =>
      database.execute(
        sql(`update etl.ventes_lignes set produit_key = :'produit'
             where estate_id = :'estate' and document_id = :'document' and line_id = :'line'`),
        { estate, document: line.document, line: line.line, produit },
      );
    await means(null);
    await refreshOn(petitDomaineAsOf);
    expect(await figures()).toEqual({ ...before, bottles: before.bottles - line.bottles });
    await means(line.produit);
    await refreshOn(petitDomaineAsOf);
    expect(await figures()).toEqual(before);
  });

  it('lets a yearly buyer become at risk only once November is over', async () => {
    for (const asOf of ['2026-09-14', '2026-11-30', '2026-12-01']) await refreshOn(asOf);
    const { snapshots } = await pageOf(noelle.code);
    expect(snapshots.filter(({ asOf }) => asOf !== '2026-11-23').map(({ asOf, segment }) => [asOf, segment])).toEqual([
      ['2026-12-01', 'At Risk'],
      ['2026-11-30', 'Loyal'],
      ['2026-11-16', 'Loyal'],
      ['2026-09-14', 'Loyal'],
    ]);
  });

  it('drops the page of a client who is gone, and the snapshot of that day with it', async () => {
    await insertRows(database, 'etl.clients', [
      {
        estate_id: estate,
        client_code: 'ZOE',
        household_key: 'client:ZOE',
        other_emails: [],
        is_trade: false,
        is_till: false,
        origin: 'clients',
        provenance: {},
        exported_at: '2026-11-16T05:00:00Z',
        file_hash: domaine.fileHashes.clients,
        file_line: 99,
      },
    ]);
    expect(await refreshOn(petitDomaineAsOf)).toMatchObject({ rowsRead: 17, rowsWritten: 1 });
    expect(await segments()).toMatchObject({ ZOE: 'Prospect -' });
    await database.execute(sql(`delete from etl.clients where estate_id = :'estate' and client_code = 'ZOE'`), {
      estate,
    });
    expect(await refreshOn(petitDomaineAsOf)).toMatchObject({ rowsRead: 16, rowsWritten: 1 });
    const left = await database.rows(sql(`select from crm.customer_360_snapshots where client_code = 'ZOE'`));
    expect([Object.keys(await segments()).includes('ZOE'), left.length]).toEqual([false, 0]);
  });

  it('obeys a refusal that only remains as a hash of the address', async () => {
    const subjectHash = createHash('sha256').update('victoire@exemple.test').digest('hex');
    await insertRows(database, 'etl.suppressions', [
      { estate_id: estate, subject_hash: subjectHash, reason: 'unsubscribe', since_on: '2020-01-01' },
    ]);
    await refreshOn(petitDomaineAsOf);
    const { customer360, consents } = await pageOf('VICTOIRE');
    expect(customer360).toMatchObject({ isOptedOut: true, legalBasis: 'none', nextContactOn: null });
    expect(consents).toEqual([
      { channel: 'email', event: 'unsubscribe', evidence: 'suppression', happenedOn: '2020-01-01' },
    ]);
  });

  it('forgets a bounce when the estate has corrected the address', async () => {
    const correct = sql(
      `update etl.clients set email = :'email' where estate_id = :'estate' and client_code = 'BERNARD'`,
    );
    await database.execute(correct, { estate, email: 'bernard.b@exemple.test' });
    await refreshOn(petitDomaineAsOf);
    expect((await pageOf('BERNARD')).customer360).toMatchObject({ isBounced: false, nextContactOn: petitDomaineAsOf });
    await database.execute(correct, { estate, email: 'bernard@exemple.test' });
  });

  it('takes a letter to a shared address for a letter to everybody there', async () => {
    await insertRows(database, 'etl.contacts', [
      {
        estate_id: estate,
        source: 'isavigne',
        client_code: '@0123456789abcdef',
        contact_date: '2026-10-01',
        channel: 'email',
        status: 'delivered',
        campaign_id: 'PARTAGE',
        email: 'paire@exemple.test',
        file_hash: domaine.fileHashes.contacts,
        file_line: 999,
      },
    ]);
    await refreshOn(petitDomaineAsOf);
    const reached = { lastContactOn: '2026-10-01', contactCount365d: 5, nextContactOn: '2027-03-10' };
    expect((await pageOf('PAUL')).customer360).toMatchObject(reached);
    expect((await pageOf('PAULINE')).customer360).toMatchObject(reached);
  });

  it('counts what we sent ourselves as well as what the exports tell, once per message', async () => {
    const letter = { estate_id: estate, client_code: 'NOELLE', household_key: 'noelle@exemple.test', channel: 'email' };
    const told = [
      ['01', 'NOEL25', 'delivered', true, '2025-12-01T09:00:00Z'],
      ['02', 'VIN26', 'sent', true, '2026-03-01T09:00:00Z'],
      ['03', 'VIN26', 'clicked', true, '2026-03-20T09:00:00Z'],
      // The same campaign again, a real second message; one that came back; a receipt, no marketing; one of tomorrow.
      ['04', 'VIN26', 'sent', true, '2026-05-01T23:30:00Z'],
      ['05', 'ETE26', 'sent', true, '2026-07-01T09:00:00Z'],
      ['06', 'ETE26', 'bounced', true, '2026-07-02T09:00:00Z'],
      ['07', 'RECU', 'delivered', false, '2026-10-01T09:00:00Z'],
      ['08', 'DEMAIN', 'delivered', true, '2026-11-17T09:00:00Z'],
    ] as const;
    const rows = told.map(([id, campaign, status, isMarketing, at]) => ({
      ...letter,
      contact_id: `01900000-0000-7000-8000-0000000000${id}`,
      campaign_id: campaign,
      status,
      is_marketing: isMarketing,
      contacted_at: at,
    }));
    await insertRows(database, 'crm.contact_log', rows);
    await refreshOn(petitDomaineAsOf);
    // 1 May 23:30 UTC is 2 May at the estate.
    expect((await pageOf('NOELLE')).customer360).toMatchObject({ contactCount365d: 3, lastContactOn: '2026-05-02' });
  });

  it('scores by rank when the estate asks for it', async () => {
    const { rfm } = testing.world.settings;
    await refreshOn(petitDomaineAsOf, { rfm: { ...rfm, mode: 'quantiles' } });
    expect(await segments()).toMatchObject({ VICTOIRE: 'VIP 555', LEON: 'Churn 144', PRUDENCE: 'Prospect -' });
  });

  it('keeps two estates apart', async () => {
    await insertPetitDomaine(database, { estate: 'grand-domaine', people: [noelle] });
    await refreshCustomer360({ ...(await worldOn(petitDomaineAsOf)), estate: 'grand-domaine' });
    const page = await clientPage(database, { estate: 'grand-domaine', clientCode: 'NOELLE' });
    expect(page.customer360).toMatchObject({ orderCount: 5, gapDays: '364.00', contactCount365d: 0 });
    expect(Object.keys(await segments()).length).toBe(16);
  });
});
