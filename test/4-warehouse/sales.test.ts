import { describe, expect, it } from 'vitest';
import { traceLine } from '../../src/4-warehouse/trace-line.ts';
import { datasetVersion } from '../../src/4-warehouse/dataset-version.ts';
import { type CuratedRow, vente, type WarehouseCase } from './warehouse-case.ts';
import { warehouseCases } from './warehouse-cases.ts';

const { database, newEstate } = warehouseCases();

const ledger = [
  'etl.documents',
  'etl.ventes_lignes',
  'etl.clients',
  'etl.produits',
  'etl.wines',
  'etl.produit_aliases',
];

/** Business content of the ledger: `document line quantity`, and the documents that vanished. */
async function sales(estate: WarehouseCase): Promise<string[]> {
  const rows = await estate.query<{ row: string }>(`
    select document_id || ' ' || line_id || ' ' || trim_scale(qty_line) as row
    from etl.ventes_lignes where estate_id = :'estate'
    union all
    select document_id || ' vanished' from etl.documents where estate_id = :'estate' and status = 'vanished'
    order by 1`);
  return rows.map(({ row }) => row);
}

interface LoadRow {
  readonly counts: string;
}
async function loads(estate: WarehouseCase): Promise<string[]> {
  const rows = await estate.query<LoadRow>(`
    select documents_new || '/' || documents_changed || '/' || documents_unchanged || '/' || documents_vanished as counts
    from etl.loads inner join etl.files using (estate_id, source, dataset, file_hash)
    where estate_id = :'estate' order by exported_at`);
  return rows.map(({ counts }) => counts);
}

describe('a weekly export that overlaps the past', () => {
  it('replaces the documents it tells anew, whole, adds the new ones and leaves the others untouched', async () => {
    const estate = await newEstate();
    await estate.receive(
      'ventes_lignes',
      [
        vente('FACTURE 1', '2026-10-01', { qty_line: 6 }),
        vente('FACTURE 2', '2026-10-02', { qty_line: 1 }),
        vente('FACTURE 2', '2026-10-02', { qty_line: 2 }),
      ],
      { exportedAt: '2026-10-05' },
    );
    await estate.load();
    const [firstLine] = await estate.versions(['etl.ventes_lignes']);
    await estate.receive(
      'ventes_lignes',
      [
        vente('FACTURE 2', '2026-10-02', { qty_line: 3 }),
        vente('FACTURE 1', '2026-10-01', { qty_line: 6 }),
        vente('AVOIR 1', '2026-10-08', { qty_line: -2 }),
      ],
      { exportedAt: '2026-10-12' },
    );
    const result = await estate.load();

    expect(await sales(estate)).toEqual(['AVOIR_1 #1 -2', 'FACTURE_1 #1 6', 'FACTURE_2 #1 3']);
    expect(await loads(estate)).toEqual(['2/0/0/0', '1/1/1/0']);
    expect((await estate.versions(['etl.ventes_lignes']))[0]).toBe(firstLine);
    expect(await estate.table('etl.document_changes', ['file_hash', 'run_id'])).toEqual([
      '{"change": "changed", "source": "isavigne", "document_id": "FACTURE_2", "mt_ht_after": 30.0000, "mt_ht_before": 30.0000, "line_count_after": 1, "line_count_before": 2}',
    ]);
    expect(result.notices.map(({ fr }) => fr)).toEqual([
      'Ventes : 1 document nouveau, 1 modifié, 1 inchangé, 0 disparu.',
    ]);
  });

  it('bumps nothing when it tells the same again, its lines in another order', async () => {
    const estate = await newEstate();
    const rows = [
      vente('FACTURE 1', '2026-10-01', { line_ref: '1', produit_label: 'Riesling 2022' }),
      vente('FACTURE 1', '2026-10-01', { line_ref: '2', produit_label: 'Gewurztraminer 2021', qty_line: 12 }),
      vente('FACTURE 2', '2026-10-02', { client_code: '', produit_label: 'Port', wine_key: '', line_kind: 'fee' }),
    ];
    await estate.receive('ventes_lignes', rows, { exportedAt: '2026-10-05' });
    await estate.load();
    const before = await estate.versions(ledger);
    await estate.receive('ventes_lignes', [...rows].reverse(), { exportedAt: '2026-10-12' });
    const result = await estate.load();
    await estate.load();
    expect(await estate.versions(ledger)).toEqual(before);
    expect(result.rowsRead).toBe(3);
    expect(result.rowsWritten).toBe(0);
  });

  it('gives lines without reference their ordinal, and repeated references a suffix', async () => {
    const estate = await newEstate();
    const refs = ['A', '', 'A', 'B', 'A', ''];
    const rows = refs.map((ref, index) => vente('FACTURE 1', '2026-10-01', { line_ref: ref, qty_line: index + 1 }));
    await estate.receive('ventes_lignes', rows, { exportedAt: '2026-10-05' });
    await estate.load();
    expect(await sales(estate)).toEqual([
      'FACTURE_1 #2 2',
      'FACTURE_1 #6 6',
      'FACTURE_1 A 1',
      'FACTURE_1 A.2 3',
      'FACTURE_1 A.3 5',
      'FACTURE_1 B 4',
    ]);
  });

  it('can be walked back to the file and line of the estate', async () => {
    const estate = await newEstate();
    const path = await estate.receive('ventes_lignes', [vente('FACTURE 1', '2026-10-01', { file_line: 17 })], {
      exportedAt: '2026-10-05',
      name: 'ventes lundi.csv',
    });
    await estate.load();
    const key = { estate: estate.estate, source: 'isavigne', documentId: 'FACTURE_1', lineId: '#1' };
    expect(await traceLine(database(), key)).toMatchObject({
      fileLine: 17,
      originalName: 'ventes lundi.csv',
      archivedPath: 'raw/isavigne/ventes_lignes/archive/ventes lundi.csv',
      stagingPath: 'staging/ventes lundi.csv',
      curatedPath: path,
    });
  });
});

describe('a document that an export no longer holds', () => {
  const october = ['01', '02', '03', '04'].map((day, index) => vente(`FACTURE ${index + 1}`, `2026-10-${day}`));

  it('vanishes when the export tells its window again, and returns when an export brings it back', async () => {
    const estate = await newEstate();
    await estate.receive('ventes_lignes', october, { exportedAt: '2026-10-05' });
    await estate.load();
    await estate.receive(
      'ventes_lignes',
      october.filter((_, index) => index !== 1),
      { exportedAt: '2026-10-12' },
    );
    await estate.load();
    expect(await sales(estate)).toEqual(['FACTURE_1 #1 1', 'FACTURE_2 vanished', 'FACTURE_3 #1 1', 'FACTURE_4 #1 1']);

    await estate.receive('ventes_lignes', october, { exportedAt: '2026-10-19' });
    await estate.load();
    expect(await sales(estate)).toEqual(['FACTURE_1 #1 1', 'FACTURE_2 #1 1', 'FACTURE_3 #1 1', 'FACTURE_4 #1 1']);
    const changes = await estate.query<{ change: string }>(
      `select change from etl.document_changes where estate_id = :'estate' order by run_id`,
    );
    expect(changes.map(({ change }) => change)).toEqual(['vanished', 'returned']);
  });

  it.each([
    ['the export holds too little of the window', october.filter((_, index) => index % 3 === 0).slice(0, 1), {}],
    ['the export holds another window', [vente('FACTURE 9', '2026-11-01')], {}],
    ['only another type is told', [vente('AVOIR 1', '2026-10-01'), vente('AVOIR 2', '2026-10-04')], {}],
    ['the settings say to report it', october.slice(1), { import: { vanished_documents: 'report' } }],
  ])('stays when %s', async (_, rows, settings) => {
    const estate = await newEstate();
    estate.set(settings);
    await estate.receive('ventes_lignes', october, { exportedAt: '2026-10-05' });
    await estate.receive('ventes_lignes', rows, { exportedAt: '2026-10-12' });
    await estate.load();
    expect((await sales(estate)).filter((row) => row.startsWith('FACTURE')).slice(0, 4)).toEqual([
      'FACTURE_1 #1 1',
      'FACTURE_2 #1 1',
      'FACTURE_3 #1 1',
      'FACTURE_4 #1 1',
    ]);
  });
});

const threeInvoices = (mtHt: number): CuratedRow[] =>
  [1, 2, 3].map((number) => vente(`FACTURE ${number}`, '2026-10-01', { mt_ht: mtHt }));

describe('a document of which an export tells only lines that were refused', () => {
  it('has not vanished: what was known of it stays, until a line of it can be read', async () => {
    const estate = await newEstate();
    const total = async () =>
      estate.query(`select sum(mt_ht)::float8 as total from etl.ventes_lignes where estate_id = :'estate'`);
    await estate.receive('ventes_lignes', threeInvoices(10), { exportedAt: '2026-10-05' });
    await estate.load();
    const unreadable = { exportedAt: '2026-10-12', refusedDocuments: ['FACTURE_2'] };
    await estate.receive(
      'ventes_lignes',
      threeInvoices(10).filter((_, index) => index !== 1),
      unreadable,
    );
    const { notices } = await estate.load();
    expect(await total()).toEqual([{ total: 30 }]);
    expect(notices.map(({ fr }) => fr).join(' ')).toMatch(/1 document déjà connu n’a plus aucune ligne lisible/);
    await estate.receive('ventes_lignes', threeInvoices(11), { exportedAt: '2026-10-19' });
    await estate.load();
    expect(await total()).toEqual([{ total: 33 }]);
  });
});

describe('the order in which exports arrive', () => {
  it('does not matter: late files are followed by the newer ones again', async () => {
    const weeks: [string, CuratedRow[]][] = [
      [
        '2026-10-05',
        [vente('FACTURE 1', '2026-10-01'), vente('FACTURE 2', '2026-10-02'), vente('FACTURE 3', '2026-10-03')],
      ],
      // FACTURE 1 changed by mistake, FACTURE 2 forgotten: both are mended a week later, as they were at first
      ['2026-10-12', [vente('FACTURE 1', '2026-10-01', { qty_line: 60 }), vente('FACTURE 3', '2026-10-03')]],
      [
        '2026-10-19',
        [vente('FACTURE 1', '2026-10-01'), vente('FACTURE 2', '2026-10-02'), vente('FACTURE 3', '2026-10-03')],
      ],
    ];
    const inOrder = await newEstate();
    for (const [exportedAt, rows] of weeks) {
      await inOrder.receive('ventes_lignes', rows, { exportedAt });
      await inOrder.load();
    }
    for (const order of [
      [0, 2, 1],
      [2, 1, 0],
      [1, 2, 0],
    ]) {
      const estate = await newEstate();
      for (const week of order) {
        const [exportedAt, rows] = weeks[week] ?? ['', []];
        await estate.receive('ventes_lignes', rows, { exportedAt });
        await estate.load();
      }
      expect(await estate.table('etl.ventes_lignes')).toEqual(await inOrder.table('etl.ventes_lignes'));
      expect(await estate.table('etl.documents', ['run_id', 'changed_at'])).toEqual(
        await inOrder.table('etl.documents', ['run_id', 'changed_at']),
      );
      expect(await datasetVersion(database(), estate.estate)).toBe(await datasetVersion(database(), inOrder.estate));
    }
  });

  // Other prices, other hashes: the content must not decide.
  it.each([1, 2, 3, 4, 5])(
    'decides between two of one day: the one that came later corrects the other (%i)',
    async (price) => {
      const estate = await newEstate();
      for (const mt_ht of [price, price + 5]) {
        const rows = [vente('FACTURE 1', '2026-10-01', { mt_ht, mt_ttc: mt_ht })];
        await estate.receive('ventes_lignes', rows, { exportedAt: '2026-10-12', name: 'ventes_20261012.csv' });
        await estate.load();
      }
      const told = `select mt_ht::float8 as "mtHt" from etl.ventes_lignes where estate_id = :'estate'`;
      expect(await estate.query(told)).toEqual([{ mtHt: price + 5 }]);
    },
  );

  it('leaves a sentence and the count of what a newer export had already told', async () => {
    const estate = await newEstate();
    await estate.receive('ventes_lignes', [vente('FACTURE 1', '2026-10-01', { qty_line: 5 })], {
      exportedAt: '2026-10-12',
    });
    await estate.load();
    await estate.receive(
      'ventes_lignes',
      [vente('FACTURE 1', '2026-10-01', { qty_line: 2 }), vente('FACTURE 0', '2026-09-30')],
      { exportedAt: '2026-10-05' },
    );
    const result = await estate.load();
    expect(await sales(estate)).toEqual(['FACTURE_0 #1 1', 'FACTURE_1 #1 5']);
    expect(result.notices.map(({ en }) => en)).toContain(
      'An export older than the latest ones arrived (source isavigne): all exports were applied again in their order; the newest have the last word.',
    );
    const [late] = await estate.query<{ rows: number }>(
      `select rows_superseded as rows from etl.loads where estate_id = :'estate' order by loaded_at desc limit 1`,
    );
    expect(late?.rows).toBe(1);
  });
});

describe('a load that cannot end', () => {
  it('leaves nothing behind, and the next one does it all', async () => {
    const estate = await newEstate();
    await estate.receive('produits', [{ label: 'Riesling 2022', article: 'RIES' }], { exportedAt: '2026-10-05' });
    await estate.receive('ventes_lignes', [vente('FACTURE 1', '2026-10-01')], { exportedAt: '2026-10-05' });
    await estate.query(
      `update etl.curations set mt_ht_kept = 11 where estate_id = :'estate' and dataset = 'ventes_lignes'`,
    );
    await expect(estate.load()).rejects.toMatchObject({ code: 'LEDGER_BROKEN' });
    expect(await estate.versions([...ledger, 'etl.loads', 'etl.catalogue_lignes'])).toEqual([]);

    await estate.query(
      `update etl.curations set mt_ht_kept = 10 where estate_id = :'estate' and dataset = 'ventes_lignes'`,
    );
    await estate.load();
    expect(await sales(estate)).toEqual(['FACTURE_1 #1 1']);
  });

  it('stops when a curated file holds fewer lines than were kept', async () => {
    const estate = await newEstate();
    await estate.receive('stock', [{ label: 'Riesling 2022', stock_total: 5, date_snapshot: '2026-10-05' }], {
      exportedAt: '2026-10-05',
    });
    await estate.query(`update etl.curations set rows_kept = 2 where estate_id = :'estate'`);
    await expect(estate.load()).rejects.toMatchObject({ code: 'LEDGER_BROKEN' });
    expect(await estate.versions(['etl.stock', 'etl.loads'])).toEqual([]);
  });
});

const year = (of: number, count: number) =>
  Array.from({ length: count }, (_, index) => vente(`FACTURE ${index + 1}`, `${of}-02-0${index + 1}`, { mt_ht: '10' }));
const documents = async (estate: WarehouseCase): Promise<unknown[]> =>
  estate.query(
    `select count(*)::int as documents, sum(mt_ht)::float8 as net from etl.documents where estate_id = :'estate'`,
  );

describe('a numbering that begins anew each year', () => {
  it('stops the load, in the first file and against what is known, until a person says how numbers are given', async () => {
    const one = await newEstate();
    await one.receive('ventes_lignes', [...year(2025, 6), ...year(2026, 6)], { exportedAt: '2026-10-05' });
    await expect(one.load()).rejects.toMatchObject({
      code: 'DRIFT',
      sentence: { fr: expect.stringContaining('--set profiles.isavigne.document_numbers=yearly') },
    });
    expect(await documents(one)).toEqual([{ documents: 0, net: null }]);

    const other = await newEstate();
    await other.receive('ventes_lignes', year(2025, 6), { exportedAt: '2025-10-05' });
    await other.load();
    await other.receive('ventes_lignes', year(2026, 6), { exportedAt: '2026-10-05' });
    await expect(other.load()).rejects.toMatchObject({ code: 'DRIFT' });
    expect(await documents(other)).toEqual([{ documents: 6, net: 60 }]);
    await other.load({ acceptDrift: 'ce sont bien des corrections' });
    expect(await documents(other)).toEqual([{ documents: 6, net: 60 }]);
  });

  it('is no alarm when a typing error moves a few documents by a year', async () => {
    const estate = await newEstate();
    await estate.receive('ventes_lignes', year(2025, 4), { exportedAt: '2025-10-05' });
    await estate.receive('ventes_lignes', year(2026, 4), { exportedAt: '2025-10-12' });
    await estate.load();
    expect(await documents(estate)).toEqual([{ documents: 4, net: 40 }]);
  });
});
