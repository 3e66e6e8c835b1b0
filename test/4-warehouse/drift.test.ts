import { describe, expect, it } from 'vitest';
import { checkDrift } from '../../src/4-warehouse/drift/check-drift.ts';
import { type DriftFacts, type ExportFacts, findDrift, findVanishedDrift } from '../../src/4-warehouse/drift/drift.ts';
import { parseSettings } from '../../src/estate/settings.ts';
import { type CuratedRow, vente } from './warehouse-case.ts';
import { warehouseCases } from './warehouse-cases.ts';

const { newEstate } = warehouseCases();
const settings = parseSettings({}).drift;

const headersOf = (...columns: string[]) => columns.map((column) => ({ header: column, column }));
const salesHeaders = headersOf('client_code', 'date_livraison', 'email');

/** Eight weeks of sales, 400 lines and 40 000 €, that end one week after the last known day. */
const week: ExportFacts = {
  source: 'isavigne',
  dataset: 'ventes_lignes',
  fileHash: 'aa',
  originalName: 'ventes.csv',
  rowsRead: 400,
  rowsKept: 400,
  rowsRejected: 0,
  mtHtKept: 40_000,
  firstDay: '2026-09-21',
  lastDay: '2026-11-15',
  headers: salesHeaders,
};
const live = { rows: 350, mtHt: 35_000, firstDay: '2022-11-15', lastDay: '2026-11-08' };

function judge(file: Partial<ExportFacts>, facts: Partial<DriftFacts> = {}): string[] {
  const all = { file: { ...week, ...file }, previous: week, history: 10, live, ...facts };
  return findDrift(all, settings).map(({ code }) => code);
}

const found = (held: number, absent: number) => findVanishedDrift(week, held, absent, settings).map(({ code }) => code);

const sales = (count: number, price: number, first = 1): CuratedRow[] =>
  Array.from({ length: count }, (_, index) =>
    vente(`FACTURE ${first + index}`, `2026-10-${String(1 + (index % 28)).padStart(2, '0')}`, { mt_ht: price }),
  );

describe('the drift gate', () => {
  it.each<[string, string[], Partial<ExportFacts>, Partial<DriftFacts>]>([
    ['an ordinary week passes', [], {}, {}],
    ['a good week passes', [], { rowsKept: 590, mtHtKept: 58_000 }, {}],
    ['half the lines of the window are missing', ['ROWS_FAR'], { rowsKept: 170 }, {}],
    ['twice the lines are there', ['ROWS_FAR'], { rowsKept: 800 }, {}],
    ['amounts are in cents', ['TURNOVER_FAR'], { mtHtKept: 4_000_000 }, {}],
    ['amounts are gone', ['TURNOVER_FAR'], { mtHtKept: 0 }, {}],
    [
      'a second week doubles a single first one',
      [],
      { firstDay: '2026-11-02', rowsKept: 100, mtHtKept: 10_000 },
      { live: { ...live, rows: 50, mtHt: 5000, firstDay: '2026-11-02' } },
    ],
    ['a window nobody told before has nothing to compare with', [], { firstDay: '2026-11-08', rowsKept: 9 }, {}],
    [
      'twelve lines become four: too few to judge',
      [],
      { rowsKept: 4, mtHtKept: 90 },
      { live: { ...live, rows: 12, mtHt: 150 } },
    ],
    [
      'days nobody told before bring a hundred times more a line',
      ['TURNOVER_FAR'],
      { firstDay: '2026-11-09', rowsKept: 30, mtHtKept: 300_000 },
      {},
    ],
    [
      'days nobody told before bring twice as much a line',
      [],
      { firstDay: '2026-11-09', rowsKept: 30, mtHtKept: 6000 },
      {},
    ],
    ['a column is lost', ['MISSING_COLUMN'], { headers: headersOf('client_code', 'date_livraison') }, {}],
    [
      'a header changed its name',
      ['MISSING_COLUMN', 'HEADER_CHANGED'],
      { headers: [...headersOf('client_code', 'date_livraison'), { header: 'Mél', column: null }] },
      {},
    ],
    ['a new column passes', [], { headers: [...salesHeaders, { header: 'Remarque', column: null }] }, {}],
    ['more than 5 % are rejected', ['REJECTS_HIGH'], { rowsRead: 430, rowsRejected: 30 }, {}],
    [
      'two rejects of ten lines are too few to judge',
      [],
      { rowsRead: 10, rowsKept: 8, rowsRejected: 2 },
      { live: { ...live, rows: 8, mtHt: 40_000 } },
    ],
    [
      'a first import is judged on rejects alone',
      ['REJECTS_HIGH'],
      { rowsRead: 500, rowsRejected: 100, headers: [] },
      { previous: undefined, history: 0 },
    ],
    [
      'a small first import is not judged',
      [],
      { rowsRead: 90, rowsKept: 45, rowsRejected: 45 },
      { previous: undefined, history: 0 },
    ],
    [
      'half the clients are gone',
      ['ROWS_FAR'],
      { dataset: 'clients', rowsKept: 90 },
      { previous: { ...week, rowsKept: 200 }, live: undefined },
    ],
    [
      'stock comes and goes',
      [],
      { dataset: 'stock', rowsKept: 90 },
      { previous: { ...week, rowsKept: 200 }, live: undefined },
    ],
  ])('%s', (_, codes, file, facts) => {
    expect(judge(file, facts)).toEqual(codes);
  });

  it('finds too many documents gone only above the share and above a handful', () => {
    expect([found(80, 20), found(95, 5), found(4, 4)]).toEqual([['VANISHED_HIGH'], [], []]);
  });
});

describe('a run that meets drift', () => {
  it('stops before the warehouse with a sentence, unless a person gives a reason, which is journaled once', async () => {
    const estate = await newEstate();
    await estate.receive('ventes_lignes', sales(40, 10), { exportedAt: '2026-11-02' });
    expect((await checkDrift(estate.world())).notices).toEqual([]);
    await estate.load();
    await estate.receive('ventes_lignes', sales(40, 1000), { exportedAt: '2026-11-09', name: 'ventes.csv' });
    await expect(checkDrift(estate.world())).rejects.toMatchObject({
      code: 'DRIFT',
      sentence: {
        fr: expect.stringContaining(
          'ventes.csv : 40\u202f000 € HT là où les exports précédents en font attendre environ 400 € HT.',
        ),
      },
    });

    const accepting = estate.world({ acceptDrift: 'Nouveaux tarifs' });
    const accepted = await checkDrift(accepting);
    await checkDrift(accepting);
    expect(accepted.notices).toHaveLength(1);
    const journal = await estate.query<{ entry: string }>(
      `select action || ': ' || reason || ' (' || actor || ') ' || (after -> 0 ->> 'code') as entry from app.journal where estate_id = :'estate'`,
    );
    expect(journal).toEqual([{ entry: 'drift.accepted: Nouveaux tarifs (Odile) TURNOVER_FAR' }]);
  });

  it('is over when the export is done again: the bad one is never loaded, and stays away', async () => {
    const estate = await newEstate();
    await estate.receive('ventes_lignes', sales(40, 10), { exportedAt: '2026-11-02' });
    await estate.load();
    await estate.receive('ventes_lignes', sales(40, 1000), { exportedAt: '2026-11-09', name: 'cents.csv' });
    await expect(checkDrift(estate.world())).rejects.toMatchObject({ code: 'DRIFT' });
    await estate.receive('ventes_lignes', sales(41, 10), { exportedAt: '2026-11-09', name: 'refait.csv' });
    expect((await checkDrift(estate.world())).notices.map(({ fr }) => fr)).toEqual([
      'cents.csv s’écartait trop des exports précédents ; refait.csv, arrivé après, le remplace : il n’a pas été chargé.',
    ]);
    await estate.load();
    expect((await checkDrift(estate.world())).notices).toEqual([]);
    await estate.load();
    const turnover = `select sum(mt_ht)::float8 as total, count(*)::int as lines from etl.ventes_lignes where estate_id = :'estate'`;
    expect(await estate.query(turnover)).toEqual([{ total: 410, lines: 41 }]);
  });

  it('stops when a file was stopped for its headers while earlier ones were loaded', async () => {
    const estate = await newEstate();
    await estate.receive('ventes_lignes', sales(3, 10), { exportedAt: '2026-11-02' });
    await estate.load();
    await estate.query(`insert into etl.files values
      (:'estate', 'isavigne', 'ventes_lignes', 'aa', 'ventes.csv', 'raw/ventes.csv', 1, '2026-11-09', 'name')`);
    await estate.query(`insert into etl.stagings values
      (:'estate', 'isavigne', 'ventes_lignes', 'aa', 'profile', 'stopped', null, '{}', 0, 'UNKNOWN_HEADERS',
       '{"fr": "Il manque qty_line.", "en": "qty_line is missing."}', '01900000-0000-7000-8000-000000000000')`);
    await expect(checkDrift(estate.world())).rejects.toMatchObject({
      sentence: { fr: expect.stringContaining('Il manque qty_line.') },
      facts: { findings: [{ code: 'MISSING_COLUMN', source: 'isavigne', dataset: 'ventes_lignes' }] },
    });
  });

  it('stops inside the load when too many documents would vanish, and nothing has changed', async () => {
    const estate = await newEstate();
    await estate.receive('ventes_lignes', sales(28, 10), { exportedAt: '2026-11-02' });
    await estate.load();
    const before = await estate.versions(['etl.documents', 'etl.ventes_lignes', 'etl.loads']);
    const thinned = sales(28, 10).filter((_, index) => index === 0 || index === 27 || index % 4 !== 1);
    await estate.receive('ventes_lignes', thinned, { exportedAt: '2026-11-09' });
    await expect(estate.load()).rejects.toMatchObject({ code: 'DRIFT' });
    expect(await estate.versions(['etl.documents', 'etl.ventes_lignes', 'etl.loads'])).toEqual(before);

    await estate.receive('ventes_lignes', sales(30, 10), { exportedAt: '2026-11-09', name: 'ventes-refait.csv' });
    expect((await estate.load()).notices[0]?.fr).toContain('ventes-refait.csv, arrivé après, le remplace');
    expect(
      (await estate.query(`select 1 from etl.documents where estate_id = :'estate' and status = 'live'`)).length,
    ).toBe(30);
  });

  it('lets many documents vanish when a person says why', async () => {
    const estate = await newEstate();
    await estate.receive('ventes_lignes', sales(28, 10), { exportedAt: '2026-11-02' });
    await estate.load();
    const thinned = sales(28, 10).filter((_, index) => index === 0 || index === 27 || index % 4 !== 1);
    await estate.receive('ventes_lignes', thinned, { exportedAt: '2026-11-09' });
    await estate.load({ acceptDrift: 'Factures annulées' });
    const vanished = await estate.query(
      `select 1 from etl.documents where estate_id = :'estate' and status = 'vanished'`,
    );
    expect(vanished).toHaveLength(7);
  });
});
