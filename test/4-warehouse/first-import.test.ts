import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withEmptyLedger } from '../../src/4-warehouse/sales/first-import.ts';
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

/** How many search indexes stand while the load goes on, and what the database holds when it is over. */
async function loadWithoutIndexes(end: 'commit' | 'undo'): Promise<{ during: number; after: unknown[] }> {
  let during = -1;
  const work = database.transaction((session) =>
    withEmptyLedger(session, async () => {
      during = (await session.rows(indexesOfLedger)).length;
      if (end === 'undo') throw new Error('killed');
    }),
  );
  await work.catch(() => {});
  return { during, after: await database.rows(indexesOfLedger) };
}

describe('the first import of a fresh server', () => {
  it('is made without search indexes, which are all there again whether it ends or is undone', async () => {
    const before = await database.rows(indexesOfLedger);
    expect(before.length).toBeGreaterThan(2);
    expect(await loadWithoutIndexes('undo')).toEqual({ during: 2, after: before });
    expect(await loadWithoutIndexes('commit')).toEqual({ during: 2, after: before });
  });

  it('takes the ordinary way once any estate holds a line, and beside another that is loading', async () => {
    const { length: all } = await database.rows(indexesOfLedger);
    const whileOtherLoads = database.transaction(async (other) => {
      await other.execute(sql('lock table etl.ventes_lignes in row exclusive mode'));
      return loadWithoutIndexes('commit');
    });
    expect((await whileOtherLoads).during).toBe(all);
    await estate.load();
    expect((await loadWithoutIndexes('commit')).during).toBe(all);
    expect(await estate.versions(['etl.ventes_lignes'])).toHaveLength(1);
  });
});
