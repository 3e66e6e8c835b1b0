import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import { removeEmbedded, startEmbedded, stopEmbedded } from '../../src/db/embedded.ts';
import { canEnter } from '../../src/db/embedded-home.ts';
import { isAlive } from '../../src/db/embedded-process.ts';
import { sql } from '../../src/db/sql.ts';

let home: string;
let folder: string;
const user = fileURLToPath(new URL('../support/embedded-user.ts', import.meta.url));

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), `cuvee-test-${process.pid}-`));
  await chmod(home, 0o711);
  folder = join(home, 'postgres');
});
afterAll(async () => {
  await stopEmbedded({ folder });
  await rm(home, { recursive: true, force: true });
});

test('processes that start at once, on a folder that is not there yet, share one server; the last one stops it', async () => {
  const first = startUser();
  const second = startUser();
  const urls = await Promise.all([urlOf(first), urlOf(second)]);
  expect(urls[0]).toBe(urls[1]);
  const server = await serverPid();

  await leave(first);
  expect(isAlive(server)).toBe(true);
  await leave(second);
  expect(isAlive(server)).toBe(false);
});

test('the server comes back on its port with its data after kill -9, of itself or of who uses it', async () => {
  const crashing = startUser();
  const url = await urlOf(crashing);
  await execute(url, `create table public.bottles as select 'Riesling' as wine`);
  process.kill(await serverPid(), 'SIGKILL');
  crashing.kill('SIGKILL');
  await once(crashing, 'exit');

  const again = await startEmbedded({ folder, fsync: false });
  expect(again.url).toBe(url);
  expect(await execute(url, 'select wine from public.bottles')).toEqual([{ wine: 'Riesling' }]);
  const server = await serverPid();
  await again.release();
  expect(isAlive(server), 'the user that was killed counts no more').toBe(false);
});

test('what a machine leaves behind when it loses power does not stop the next start', async () => {
  // The numbers of the dead processes were given to others since: to this one, and to process 1.
  await writeFile(join(folder, 'lock'), `${process.pid} left-behind`);
  await writeFile(join(folder, 'users', '1-1'), '');
  await utimes(join(folder, 'users', '1-1'), new Date(0), new Date(0));
  await writeFile(join(folder, 'cluster', 'postmaster.pid'), postmasterNote(1));
  const embedded = await startEmbedded({ folder, fsync: false });
  const server = await serverPid();
  await embedded.release();
  expect(isAlive(server)).toBe(false);
});

test('a server that is kept outlives its users until it is told to stop', async () => {
  const keeping = await startEmbedded({ folder, fsync: false, keep: true });
  const server = await serverPid();
  await keeping.release();
  const passing = await startEmbedded({ folder, fsync: false });
  await passing.release();
  expect(isAlive(server)).toBe(true);
  await stopEmbedded({ folder });
  expect(isAlive(server)).toBe(false);
});

test('the server sorts in French, checks its pages and asks for a password', async () => {
  const embedded = await startEmbedded({ folder, fsync: false });
  const database = await openDatabase({ url: embedded.url, embeddedFolder: '' });
  const [settings] = await database.rows(
    sql(`select array(select w from unnest(array['été', 'zinc', 'Étoile', 'eau']) as words (w) order by w) as words,
      current_setting('data_checksums') as checksums, current_setting('server_encoding') as encoding`),
  );
  expect(settings).toEqual({ words: ['eau', 'été', 'Étoile', 'zinc'], checksums: 'on', encoding: 'UTF8' });
  await database.close();
  const stranger = new URL(embedded.url);
  stranger.password = 'guessed';
  const intrusion = openDatabase({ url: stranger.href, embeddedFolder: '' });
  await expect(intrusion).rejects.toMatchObject({ code: 'DATABASE_REFUSED' });
  await embedded.release();
});

test('a cluster of another major version is refused with a sentence and left alone', async () => {
  const older = join(home, 'older');
  await mkdir(join(older, 'cluster'), { recursive: true });
  await writeFile(join(older, 'cluster', 'PG_VERSION'), '14\n');
  await expect(startEmbedded({ folder: older })).rejects.toMatchObject({ code: 'DATABASE_OTHER_VERSION' });
});

test.skipIf(process.platform === 'win32')(
  'whether another user can enter a folder is read from every folder above',
  async () => {
    const closed = join(home, 'closed');
    await mkdir(join(closed, 'open'), { recursive: true });
    const stranger = { uid: 54_321, gid: 54_321 };
    expect(await canEnter(join(closed, 'open'), stranger)).toBe(true);
    await chmod(closed, 0o750);
    expect(await canEnter(join(closed, 'open'), stranger)).toBe(false);
    expect(await canEnter(join(closed, 'open'), { ...stranger, gid: process.getgid?.() ?? 0 })).toBe(true);
  },
);

function startUser(): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', user, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
}

async function urlOf(started: ChildProcess): Promise<string> {
  const [line] = await once(started.stdout ?? process.stdin, 'data');
  return String(line).trim();
}

async function leave(started: ChildProcess): Promise<void> {
  started.stdin?.end();
  await once(started, 'exit');
}

async function serverPid(): Promise<number> {
  return Number((await readFile(join(folder, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

/** As PostgreSQL writes it, of a server started long before this machine. */
function postmasterNote(pid: number): string {
  return [pid, join(folder, 'cluster'), 1_000_000, 1, '', '127.0.0.1', '', 'ready'].join('\n');
}

async function execute(url: string, statement: string): Promise<unknown[]> {
  const database = await openDatabase({ url, embeddedFolder: '' });
  try {
    return await database.rows(sql(statement));
  } finally {
    await database.close();
  }
}

test('a server made to try something is removed with all it wrote', async () => {
  const tried = join(home, 'tried');
  const embedded = await startEmbedded({ folder: tried, fsync: false });
  const { port } = new URL(embedded.url);
  await removeEmbedded({ folder: tried });
  expect(existsSync(tried)).toBe(false);
  await expect(openDatabase({ url: `postgres://x@127.0.0.1:${port}/x`, embeddedFolder: '' })).rejects.toThrow(/./);
});
