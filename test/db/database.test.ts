import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import { testDatabase } from '../support/database.ts';

let database: Database;
const countLines = sql('select count(*) as lines from public.lines');
const copyLines = 'copy public.lines from stdin (format csv)';

beforeAll(async () => {
  database = await testDatabase();
  await database.execute(sql('create table public.lines (line integer primary key, label text)'));
});
afterAll(() => database.close());

test('cents, days and big counts come back exact, alone and in arrays', async () => {
  const row = await database.one(
    sql(`select 9007199254740991 as big, 12.30 as mt_ht, date '2026-02-01' as day, timestamp '2026-02-01 10:00' as local,
      timestamptz '2026-02-01 10:00+01' as at, array[1.10, null] as amounts, array[date '2026-02-01'] as days,
      array[[1::bigint], [2]] as counts, null::bigint as nothing`),
  );
  expect(row).toEqual({
    big: 9007199254740991,
    mt_ht: '12.30',
    day: '2026-02-01',
    local: '2026-02-01 10:00:00',
    at: new Date('2026-02-01T09:00:00Z'),
    amounts: ['1.10', null],
    days: ['2026-02-01'],
    counts: [[1], [2]],
    nothing: null,
  });
  await expect(database.rows(sql('select 9007199254740993 as too_big'))).rejects.toThrow('too big for a number');
});

test('what goes in comes back, whatever its type', async () => {
  const sent = { words: ['œ€', 'l\'a"b\\', null], at: new Date('2026-03-29T01:30:00.123Z'), day: '2026-03-29', n: 7n };
  const row = await database.one(
    sql(`select :'words'::text[] as words, :'at'::timestamptz as at, :'day'::date as day, :'n'::bigint as n`),
    sent,
  );
  expect(row).toEqual({ ...sent, n: 7 });
});

test('every session is in UTC and looks for names in pg_catalog and public only', async () => {
  const settings = sql(`select current_setting('timezone') as timezone, current_setting('search_path') as search_path,
    current_setting('application_name') as application_name, current_setting('datestyle') as datestyle`);
  const expected = {
    timezone: 'UTC',
    search_path: 'pg_catalog,public',
    application_name: 'cuvee',
    datestyle: 'ISO, YMD',
  };
  expect(await database.one(settings)).toEqual(expected);
  expect(await database.onOwnConnection((session) => session.one(settings))).toEqual(expected);
});

test('a transaction that throws leaves nothing, one that returns leaves all', async () => {
  const insert = sql(`insert into public.lines (line, label) values (:'line', 'kept')`);
  await expect(
    database.transaction(async (session) => {
      await session.execute(insert, { line: -1 });
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  const touched = await database.transaction((session) =>
    Promise.all([session.execute(insert, { line: -2 }), session.execute(insert, { line: -3 })]),
  );
  expect(touched).toEqual([1, 1]);
  const kept = await database.rows(sql('select line from public.lines order by line'));
  expect(kept).toEqual([{ line: -3 }, { line: -2 }]);
  await database.execute(sql('truncate public.lines'));
});

test('a wrong statement is told by its name, with the code of PostgreSQL', async () => {
  await expect(database.rows(sql('select nothing_such', 'clients.sql'))).rejects.toMatchObject({
    code: '42703',
    message: 'column "nothing_such" does not exist (clients.sql)',
  });
  await expect(database.one(sql('select generate_series(1, 2)', 'clients.sql'))).rejects.toThrow('gave 2 rows');
});

test('lines are copied in from text of any cut and out again', async () => {
  const pieces = ['1,Ries', 'ling\n2,"Gewurz', Buffer.from('traminer, œ"\n'), ...eachLine(3, 20_000)];
  expect(await database.copyIn(copyLines, Readable.from(pieces))).toBe(20_000);
  const out = await text(
    database.copyOut('copy (select * from public.lines order by line limit 2) to stdout (format csv)'),
  );
  expect(out).toBe('1,Riesling\n2,"Gewurztraminer, œ"\n');
  await database.execute(sql('truncate public.lines'));
});

test('a source that throws half way leaves no line, and its own error is the one thrown', async () => {
  const noLongerReadable = new Error('the disk went away');
  async function* breaking(): AsyncGenerator<string> {
    yield* eachLine(1, 50_000);
    throw noLongerReadable;
  }
  await expect(database.copyIn(copyLines, breaking())).rejects.toBe(noLongerReadable);
  await expect(database.copyIn(copyLines, throwing(noLongerReadable))).rejects.toBe(noLongerReadable);
  expect(await database.one(countLines)).toEqual({ lines: 0 });
});

test('a line that PostgreSQL refuses stops the copy and the reading of the source', async () => {
  let read = 0;
  async function* endless(): AsyncGenerator<string> {
    for (;;) {
      read += 1;
      yield `${read},x\n${read},twice\n`;
      if (read % 1000 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  }
  await expect(database.copyIn('copy public.lines from stdin (format text)', endless())).rejects.toMatchObject({
    code: '22P02',
  });
  await expect(database.copyIn('copy public.nothing_such from stdin', endless())).rejects.toMatchObject({
    code: '42P01',
  });
  expect(await database.one(countLines)).toEqual({ lines: 0 });
});

test('within a transaction a broken copy undoes everything, and the connection goes on', async () => {
  await expect(
    database.transaction(async (session) => {
      await session.execute(sql(`insert into public.lines values (1, 'before')`));
      await session.copyIn(copyLines, throwing(new Error('stop')));
    }),
  ).rejects.toThrow('stop');
  expect(await database.one(countLines)).toEqual({ lines: 0 });
});

test('a reader that leaves early, and a copy out of nothing, harm nobody', async () => {
  const counted = await database.transaction(async (session) => {
    const rows = session.copyOut('copy (select generate_series(1, 300000)) to stdout');
    for await (const chunk of rows) if (chunk) break;
    return session.one(countLines);
  });
  expect(counted).toEqual({ lines: 0 });
  await expect(text(database.copyOut('copy public.nothing_such to stdout'))).rejects.toMatchObject({ code: '42P01' });
});

test('a connection cut off in a transaction is a failure worth trying again, and the next one works', async () => {
  const cutOff = database.transaction(async (session) => {
    const backend = await session.one<{ pid: number }>(sql('select pg_backend_pid() as pid'));
    await database.execute(sql(`select pg_terminate_backend(:'pid')`), { pid: backend?.pid ?? 0 });
    await session.rows(sql('select 1'));
  });
  await expect(cutOff).rejects.toMatchObject({ code: 'DATABASE_DOWN', retry: 'later' });
  expect(await database.one(countLines)).toEqual({ lines: 0 });
});

test('a connection cut off in a copy is a failure too', async () => {
  async function* killing(): AsyncGenerator<string> {
    yield* eachLine(1, 20_000);
    await database.execute(
      sql(`select pg_terminate_backend(pid) from pg_stat_activity where query like 'copy public.lines%'`),
    );
    for (let line = 20_001; ; line += 1) {
      yield `${line},x\n`;
      if (line % 1000 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  }
  await expect(database.copyIn(copyLines, killing())).rejects.toMatchObject({ code: 'DATABASE_DOWN' });
  expect(await database.one(countLines)).toEqual({ lines: 0 });
});

test.each([
  ['a server that is not there', (url: URL) => (url.port = '1'), 'DATABASE_DOWN'],
  ['a database that is not there', (url: URL) => (url.pathname = '/nothing_such'), 'DATABASE_REFUSED'],
])('%s is said in a sentence', async (_what, change, code) => {
  const url = new URL(database.url);
  change(url);
  const opening = openDatabase({ url: url.href, embeddedFolder: '' });
  await expect(opening).rejects.toMatchObject({ code, sentence: { fr: expect.any(String) } });
});

function* eachLine(first: number, last: number): Generator<string> {
  for (let line = first; line <= last; line += 1) yield `${line},wine ${line}\n`;
}

// oxlint-disable-next-line require-yield -- a source that breaks before its first line
async function* throwing(error: Error): AsyncGenerator<string> {
  throw error;
}
