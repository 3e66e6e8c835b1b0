/** The estates of one test file: all in one database, each by its own name, cleared away at the end. */
import { afterAll, beforeAll } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { testDatabase } from '../support/database.ts';
import { WarehouseCase } from './warehouse-case.ts';

export interface WarehouseCases {
  readonly database: () => Database;
  /** A new estate without a row. */
  readonly newEstate: () => Promise<WarehouseCase>;
}

/** Opens a database before the tests of the file that calls it, and closes it after them. */
export function warehouseCases(): WarehouseCases {
  let database: Database | undefined;
  const opened: WarehouseCase[] = [];
  const open = (): Database => {
    if (!database) throw new Error('the database is open only while tests run');
    return database;
  };
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(async () => {
    for (const each of opened) await each.close();
    await database?.close();
  });
  return {
    database: open,
    async newEstate() {
      const estate = await WarehouseCase.open(open(), `estate-${opened.length + 1}`);
      opened.push(estate);
      return estate;
    },
  };
}
