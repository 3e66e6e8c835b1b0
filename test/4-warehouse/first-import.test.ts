import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openClients, openLedger } from '../../src/4-warehouse/first-import.ts';
import { ReadAhead } from '../../src/4-warehouse/sales/read-ahead.ts';
import type { Database } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import { testDatabase } from '../support/database.ts';
import { vente, WarehouseCase } from './warehouse-case.ts';

const indexesOfLedger = sql(
  `select indexdef from pg_indexes where schemaname = 'etl' and tablename in ('ventes_lignes', 'documents') order by 1`,
);

let database: Database;
let estate: WarehouseCase;

beforeEach(async () => {
  database = await testDatabase();
  estate = await WarehouseCase.open(database, 'petit-domaine');
  await estate.receive('ventes_lignes', [vente('FACTURE 1', '2026-10-01')], { exportedAt: '2026-10-05' });
});

afterEach(async () => {
  await estate.close();
  await database.close();
});

/** How many indexes stand before and after the first file, and what the database holds when it is over. */
async function loadWithoutIndexes(
  end: 'commit' | 'undo',
  firstLines = 100_000,
): Promise<{ during: number[]; after: unknown[] }> {
  const during: number[] = [];
  const work = database.transaction(async (session) => {
    const indexes = async () => during.push((await session.rows(indexesOfLedger)).length);
    const ledger = await openLedger(session, { lines: 100_000, firstLines });
    await indexes();
    await ledger.makeKeys();
    await indexes();
    if (end === 'undo') throw new Error('killed');
    await ledger.makeAll();
  });
  await work.catch(() => {});
  return { during, after: await database.rows(indexesOfLedger) };
}

describe('the first import of a fresh server', () => {
  it('is made without keys and search indexes, which are all there again whether it ends or is undone', async () => {
    const before = await database.rows(indexesOfLedger);
    expect(before.length).toBeGreaterThan(2);
    expect(await loadWithoutIndexes('undo')).toEqual({ during: [0, 2], after: before });
    expect(await loadWithoutIndexes('commit')).toEqual({ during: [0, 2], after: before });
    // Of many small files each looks up the documents of those before it: the keys stay.
    expect(await loadWithoutIndexes('commit', 99_999)).toEqual({ during: [2, 2], after: before });
  });

  it('takes the ordinary way once any estate holds a line, and beside another that is loading', async () => {
    const { length: all } = await database.rows(indexesOfLedger);
    const whileOtherLoads = database.transaction(async (other) => {
      await other.execute(sql('lock table etl.ventes_lignes in row exclusive mode'));
      return loadWithoutIndexes('commit');
    });
    expect((await whileOtherLoads).during).toEqual([all, all]);
    await estate.load();
    expect((await loadWithoutIndexes('commit')).during).toEqual([all, all]);
    expect(await estate.versions(['etl.ventes_lignes'])).toHaveLength(1);
  });

  it('makes the indexes one finds clients by anew, and keeps their key', async () => {
    const indexes = sql(
      `select indexdef from pg_indexes where schemaname = 'etl' and tablename = 'clients' order by 1`,
    );
    const before = await database.rows(indexes);
    const during = await database.transaction(async (session) => {
      const register = await openClients(session, { lines: 100_000, firstLines: 0 });
      const standing = await session.rows<{ indexdef: string }>(indexes);
      await register.makeAll();
      await register.makeAll();
      return standing;
    });
    expect(during.map(({ indexdef }) => indexdef.slice(0, 40))).toEqual(['CREATE UNIQUE INDEX clients_pkey ON etl.']);
    expect(await database.rows(indexes)).toEqual(before);
  });
});

describe('the first sales file of a source', () => {
  it('may tell a document in several places and for several clients: it is one document, its lines named in their order', async () => {
    const other = await WarehouseCase.open(database, 'grand-domaine');
    try {
      const rows = [
        vente('FACTURE 1', '2026-10-03', { line_ref: '', qty_line: 1 }),
        vente('FACTURE 1', '2026-10-01', { line_ref: 'A', qty_line: 2, client_code: 'C2', source_client_code: 'c 2' }),
        vente('FACTURE 2', '2026-10-02', { line_ref: '', qty_line: 3, ville: 'Barr;"le Bas"' }),
        vente('FACTURE 1', '2026-10-05', { line_ref: 'A', qty_line: 4 }),
        vente('FACTURE 3', '2026-10-02', { line_ref: 'A;1', qty_line: 5 }),
        vente('FACTURE 1', '2026-10-05', { line_ref: '', qty_line: 6 }),
      ];
      await other.receive('ventes_lignes', rows, { exportedAt: '2026-10-12' });
      const first = await other.load();
      expect(first).toMatchObject({ rowsRead: 6, rowsWritten: 6 });
      const lines = await other.query<{ row: string }>(`
        select concat_ws(' ', document_id, line_id, client_code, qty_line::integer, ville) as row
        from etl.ventes_lignes where estate_id = :'estate' order by qty_line`);
      expect(lines.map(({ row }) => row)).toEqual([
        'FACTURE_1 #1 CL001 1',
        'FACTURE_1 A C2 2',
        'FACTURE_2 #1 CL001 3 Barr;"le Bas"',
        'FACTURE_1 A.2 CL001 4',
        'FACTURE_3 A;1 CL001 5',
        'FACTURE_1 #4 CL001 6',
      ]);
      const documents = await other.query<{ row: string }>(`
        select concat_ws(' ', document_id, line_count, mt_ht::integer, first_day, last_day) as row
        from etl.documents where estate_id = :'estate' order by 1`);
      expect(documents.map(({ row }) => row)).toEqual([
        'FACTURE_1 4 130 2026-10-01 2026-10-05',
        'FACTURE_2 1 30 2026-10-02 2026-10-02',
        'FACTURE_3 1 50 2026-10-02 2026-10-02',
      ]);
      await other.receive('ventes_lignes', rows, { exportedAt: '2026-10-19' });
      const again = await other.load();
      expect(again.notices[0]?.fr).toBe('Ventes : 0 document nouveau, 0 modifié, 3 inchangés, 0 disparu.');
    } finally {
      await other.close();
    }
  });

  it('may hold more documents than wait at a time: lines and documents are written in turns, none is left out', async () => {
    const other = await WarehouseCase.open(database, 'grand-domaine');
    try {
      const rows = Array.from({ length: 10_500 }, (_, index) => vente(`FACTURE ${index}`, '2026-10-01'));
      await other.receive('ventes_lignes', rows, { exportedAt: '2026-10-12' });
      expect(await other.load()).toMatchObject({ rowsRead: 10_500, rowsWritten: 10_500 });
      const counted = await other.query(`
        select count(*)::int as lines, (select count(*)::int from etl.documents where estate_id = :'estate') as documents
        from etl.ventes_lignes where estate_id = :'estate'`);
      expect(counted).toEqual([{ lines: 10_500, documents: 10_500 }]);
      // An estate that is new beside others has its rows counted before anything is asked of them (docs/decisions/0008).
      const uncounted = await database.rows(
        sql(`select oid::regclass from pg_class where reltuples < 0 and oid = any(:'tables'::regclass[]) order by 1`),
        { tables: ['clients', 'client_source_codes', 'consent_events', 'suppressions'].map((name) => `etl.${name}`) },
      );
      expect(uncounted).toEqual([]);
    } finally {
      await other.close();
    }
  });
});

describe('pieces made ready ahead', () => {
  it('come in their order, no more at a time than agreed, and a trouble comes to whoever takes the piece', async () => {
    let made = 0;
    let isClosed = false;
    const maker = async function* (): AsyncGenerator<number> {
      try {
        for (made = 1; made <= 6; made++) yield made;
        throw new Error('the file is damaged');
      } finally {
        isClosed = true;
      }
    };
    const pieces = new ReadAhead(maker(), 3);
    expect(await pieces.next()).toBe(1);
    expect(await new Promise((done) => setImmediate(() => done(made)))).toBe(3);
    const taken = [];
    for (let piece = await pieces.next(); piece !== 6; piece = await pieces.next()) taken.push(piece);
    expect(taken).toEqual([2, 3, 4, 5]);
    await expect(pieces.next()).rejects.toThrow('the file is damaged');
    await pieces.end();
    expect([isClosed, await pieces.next()]).toEqual([true, undefined]);
  });
});
