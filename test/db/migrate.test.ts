import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { dumpSchema } from '../../src/db/schema-dump.ts';
import { sql } from '../../src/db/sql.ts';
import { testDatabase } from '../support/database.ts';

let database: Database;
let folder: URL;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

// Each test starts from a database without a past.
beforeEach(async () => {
  folder = pathToFileURL(`${await mkdtemp(join(tmpdir(), 'cuvee-migrations-'))}/`);
  await database.execute(sql('drop schema if exists app cascade'));
});
afterEach(() => rm(folder, { recursive: true }));

const applied = sql('select version, name from app.migrations order by version');

test('missing migrations are applied in order, once, each with all its statements', async () => {
  await migration('0001_cellar.sql', `create table app.cellar (a int); insert into app.cellar values (1); -- :'x'`);
  expect(await migrate(database, folder)).toEqual(['cellar']);
  await migration('0002_bottle.sql', 'create table app.bottle as select a from app.cellar');
  expect(await migrate(database, folder)).toEqual(['bottle']);
  expect(await migrate(database, folder)).toEqual([]);
  expect(await database.rows(applied)).toEqual([
    { version: 1, name: 'cellar' },
    { version: 2, name: 'bottle' },
  ]);
});

test('an upgrade that fails leaves nothing of itself, and the database as it was', async () => {
  await migration('0001_cellar.sql', 'create table app.cellar (a int)');
  await migrate(database, folder);
  await migration('0002_bottle.sql', 'create table app.bottle (a int)');
  await migration('0003_cork.sql', 'select 1 / 0');
  await expect(migrate(database, folder)).rejects.toThrow('division by zero (migration cork)');
  expect(await database.rows(applied)).toEqual([{ version: 1, name: 'cellar' }]);
  expect(await database.one(sql(`select to_regclass('app.bottle') as bottle`))).toEqual({ bottle: null });
});

test('a database in use is asked about before it is changed, a new one and one up to date are not', async () => {
  const asked: number[] = [];
  const beforeUpgrade = async (version: number): Promise<void> => {
    asked.push(version);
    throw new Error('no room for a backup');
  };
  await migration('0001_cellar.sql', 'create table app.cellar (a int)');
  await migrate(database, folder, { beforeUpgrade });
  await migrate(database, folder, { beforeUpgrade });
  await migration('0002_bottle.sql', 'create table app.bottle (a int)');
  await expect(migrate(database, folder, { beforeUpgrade })).rejects.toThrow('no room for a backup');
  expect(asked).toEqual([1]);
  expect(await database.rows(applied)).toEqual([{ version: 1, name: 'cellar' }]);
});

test('processes that migrate at once apply each migration once', async () => {
  await migration('0001_cellar.sql', 'create table app.cellar (a int); select pg_sleep(0.2)');
  const other = await openDatabase({ url: database.url, embeddedFolder: '' });
  const results = await Promise.all([migrate(database, folder), migrate(other, folder), migrate(other, folder)]);
  await other.close();
  expect(results.flat()).toEqual(['cellar']);
});

test('an applied migration that was changed stops the start; other line ends are no change', async () => {
  await migration('0001_cellar.sql', 'create table app.cellar (\n a int)');
  await migrate(database, folder);
  await migration('0001_cellar.sql', 'create table app.cellar (\r\n a int)');
  expect(await migrate(database, folder)).toEqual([]);
  await migration('0001_cellar.sql', 'create table app.cellar (\n b int)');
  await expect(migrate(database, folder)).rejects.toMatchObject({ code: 'MIGRATION_CHANGED' });
});

test('a Cuvée older than its database says so and touches nothing', async () => {
  await migration('0001_cellar.sql', 'create table app.cellar (a int)');
  await migration('0002_bottle.sql', 'create table app.bottle (a int)');
  await migrate(database, folder);
  await rm(new URL('0002_bottle.sql', folder));
  await expect(migrate(database, folder)).rejects.toMatchObject({ code: 'DATABASE_NEWER' });
});

test.each([
  ['a gap', '0003_bottle.sql', 'should be number 2'],
  ['a number used twice', '0001_bottle.sql', 'should be number'],
  ['a name of another shape', '2-bottle.sql', 'is not named NNNN_name.sql'],
])('%s in the numbers is a bug', async (_what, file, complaint) => {
  await migration('0001_cellar.sql', 'select 1');
  await migration(file, 'select 1');
  await expect(migrate(database, folder)).rejects.toThrow(complaint);
});

test('schema.sql shows what the migrations add up to (node --import tsx src/db/write-schema.ts)', async () => {
  const migrated = await testDatabase();
  const dump = await dumpSchema(migrated);
  await migrated.close();
  expect(dump).toBe(await readFile(new URL('../../src/db/schema.sql', import.meta.url), 'utf8'));
});

function migration(file: string, text: string): Promise<void> {
  return writeFile(new URL(file, folder), text);
}
