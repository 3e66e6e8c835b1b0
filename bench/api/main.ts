/**
 * `npm run bench:api [-- --clients N --lines N --wines N --users N --seconds N --keep FOLDER --json]`: how fast lists, searches and
 * client pages answer over HTTP, while so many people read at once. The estate is made inside PostgreSQL; the server is the real
 * one, in a process of its own; each person has an account, a kept connection, and pauses a little between two pages. Prints
 * milliseconds by kind of question, as the person waits for them.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { openDatabase } from '../../src/db/database.ts';
import { removeEmbedded, stopEmbedded } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';
import { sql } from '../../src/db/sql.ts';
import { createEstate } from '../../src/estate/estates.ts';
import { inviteUser } from '../../src/people/users.ts';
import { makeSyntheticEstate } from '../recommend/synthetic-estate.ts';
import { dressEstate } from './dress-estate.ts';
import { type Answered, readAsPerson } from './person.ts';

const { values: options } = parseArgs({
  options: {
    clients: { type: 'string', default: '10000' },
    wines: { type: 'string', default: '400' },
    lines: { type: 'string', default: '500000' },
    users: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '20' },
    /** Keeps the database in this folder, and measures on the one that is there. */
    keep: { type: 'string' },
    json: { type: 'boolean', default: true },
  },
});
const asOf = '2026-11-16';
const size = { clients: Number(options.clients), wines: Number(options.wines), lines: Number(options.lines) };
const estate = `bench-${size.clients}-${size.wines}-${size.lines}`;
const folder = options.keep ?? mkdtempSync(join(tmpdir(), 'cuvee-bench-api-'));
const embeddedFolder = join(folder, 'postgres');

let server: ChildProcess | undefined;
try {
  const links = await prepare();
  server = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'server.ts'), embeddedFolder, folder],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const port = await firstLine(server);
  const seconds = Number(options.seconds);
  const people = links.map((link, number) =>
    readAsPerson({ port: Number(port), estate, link, number, clients: size.clients, seconds, warmUpSeconds: 5 }),
  );
  const answered = (await Promise.all(people)).flat();
  process.stdout.write(`${JSON.stringify({ ...size, users: links.length, seconds, ...summary(answered) }, null, 2)}\n`);
} finally {
  server?.kill();
  if (server && server.exitCode === null) await once(server, 'exit');
  const leave = options.keep === undefined ? removeEmbedded : stopEmbedded;
  await leave({ folder: embeddedFolder }).catch(() => undefined);
  if (options.keep === undefined) rmSync(folder, { recursive: true, force: true });
}

async function prepare(): Promise<readonly string[]> {
  const database = await openDatabase({ embeddedFolder, keep: true });
  try {
    await migrate(database);
    const isThere = sql("select 1 as one from etl.clients where estate_id = :'estate' limit 1");
    if (!(await database.one(isThere, { estate }))) {
      process.stderr.write(`making ${estate}\n`);
      await createEstate(database, { slug: estate, name: estate, isDemo: true });
      await makeSyntheticEstate(database, { estate, asOf, size });
      await dressEstate(database, estate);
    }
    const links: string[] = [];
    for (let number = 0; number < Number(options.users); number++) {
      const email = `user${number}-${Date.now()}@example.org`;
      const who = { estate, name: `user ${number}`, email, role: 'operateur', language: 'fr' } as const;
      links.push((await inviteUser(database, { ...who, by: 'bench', now: new Date() })).linkSecret);
    }
    return links;
  } finally {
    await database.close();
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the server has no output');
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('the server did not start');
}

function summary(answered: readonly Answered[]): object {
  const kinds = [...new Set(answered.map(({ kind }) => kind))].sort();
  const byKind = kinds.map((kind) => {
    const times = answered.filter((one) => one.kind === kind).map(({ milliseconds }) => milliseconds);
    return [
      kind,
      { count: times.length, p50: percentile(times, 0.5), p95: percentile(times, 0.95), most: percentile(times, 1) },
    ];
  });
  const failures = answered.filter(({ status }) => status !== 200).length;
  return { answers: answered.length, failures, milliseconds: Object.fromEntries(byKind) };
}

function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0) * 10) / 10;
}
