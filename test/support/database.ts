/** A database for one test file: a clone of the template, with all migrations and no row. */
import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';

/** Clones the template in some 30 ms; the clone is dropped when the database is closed. */
export async function testDatabase(): Promise<Database> {
  const { url, prefix } = inject('testServer');
  const name = `${prefix}_${randomUUID().slice(0, 8)}`;
  await onServer(url, `create database ${name} template ${prefix}_template strategy file_copy`);
  const cloneUrl = new URL(url);
  cloneUrl.pathname = `/${name}`;
  const clone = await openDatabase({ url: cloneUrl.href, embeddedFolder: '' });
  return {
    ...clone,
    async close() {
      await clone.close();
      await onServer(url, `drop database if exists ${name} with (force)`);
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const server = await openDatabase({ url, embeddedFolder: '' });
  try {
    await server.execute(sql(statement));
  } finally {
    await server.close();
  }
}
