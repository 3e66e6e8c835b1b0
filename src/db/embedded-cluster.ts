/**
 * One PostgreSQL cluster in one folder: made, started, found, stopped. The cluster appears by one rename, so a first
 * start that is broken off leaves nothing behind. Everything goes through `pg_ctl`, which also works from an elevated
 * Windows shell (PostgreSQL itself refuses that, as it refuses root). Callers hold the folder's lock.
 */
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, connect } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Binaries } from './embedded-binaries.ts';
import { couldNotStart, olderCluster } from './embedded-failures.ts';
import type { Owner } from './embedded-home.ts';
import { isAlive, programOf, writtenBeforeBoot } from './embedded-process.ts';
import { type Exit, runProgram } from './embedded-program.ts';

export interface EmbeddedServer {
  /** The folder everything of this server lies in. */
  readonly home: string;
  /** The user it runs as when we are root. */
  readonly owner: Owner | undefined;
  readonly binaries: Binaries;
  readonly fsync: boolean;
}

export interface RunningServer {
  readonly pid: number;
  readonly url: string;
}

const superuser = 'cuvee';
const databaseName = 'cuvee';
const startTimeoutMs = 60_000;

/** Makes the cluster if there is none; refuses one of another major version with a sentence. */
export async function ensureCluster(server: EmbeddedServer): Promise<void> {
  const version = await readText(join(server.home, 'cluster', 'PG_VERSION'));
  if (version === undefined) await makeCluster(server);
  else if (version !== server.binaries.majorVersion) throw olderCluster(version, server.binaries.majorVersion);
}

/** The server if it runs and answers, waiting for one that is just starting or stopping. */
export async function runningServer(server: EmbeddedServer): Promise<RunningServer | undefined> {
  const deadline = Date.now() + startTimeoutMs;
  while (Date.now() < deadline) {
    const noted = await postmasterNote(server);
    if (!noted) return undefined;
    if (isLeftover(noted)) {
      await rm(join(server.home, 'cluster', 'postmaster.pid'), { force: true });
      return undefined;
    }
    if (noted.status === 'ready' && (await answers(noted.port))) return urlOf(server, noted.pid, noted.port);
    await sleep(50);
  }
  return undefined;
}

/** Starts the server, on the port it had before if that is free. */
export async function startServer(server: EmbeddedServer): Promise<RunningServer> {
  const log = await freshLog(server);
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const port = await choosePort(server.home);
    await writeSettings(server, port);
    const exit = await pgCtl(server, 'start', ['-l', log, '-t', String(startTimeoutMs / 1000)]);
    const noted = exit.code === 0 ? await postmasterNote(server) : undefined;
    if (noted) return await ready(server, noted.pid, port);
    const said = `${exit.said}\n${(await readText(log)) ?? ''}`;
    if (Date.now() > deadline || !mayStartLater(said)) throw couldNotStart(server.home, exit.code, said);
    await rm(log, { force: true });
    await sleep(200);
  }
}

/** Stops the server: what is committed is on disk, whoever is still connected is cut off. */
export async function stopServer(server: EmbeddedServer): Promise<void> {
  const exit = await pgCtl(server, 'stop', ['-m', 'fast', '-t', '300']);
  if (exit.code !== 0 && (await postmasterNote(server))) throw couldNotStart(server.home, exit.code, exit.said);
}

async function pgCtl(server: EmbeddedServer, verb: 'start' | 'stop', options: readonly string[]): Promise<Exit> {
  const common = ['-D', join(server.home, 'cluster'), '-w', '-s'];
  return runProgram(server, server.binaries.pgCtl, [verb, ...common, ...options]);
}

async function makeCluster(server: EmbeddedServer): Promise<void> {
  const partial = join(server.home, 'cluster.partial');
  const passwordFile = join(server.home, 'initdb-password');
  const password = await ensurePassword(server.home);
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { mode: 0o700 });
  await giveTo(partial, server.owner);
  await writeFile(passwordFile, password, { mode: 0o600 });
  await giveTo(passwordFile, server.owner);
  const exit = await runProgram(server, server.binaries.initdb, [
    `--pgdata=${partial}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=icu',
    '--icu-locale=fr-FR',
    '--data-checksums',
    server.fsync ? '--sync-method=fsync' : '--no-sync',
  ]);
  await rm(passwordFile, { force: true });
  if (exit.code !== 0) throw couldNotStart(server.home, exit.code, exit.said);
  const settings = join(partial, 'postgresql.conf');
  await writeFile(settings, `${await readFile(settings, 'utf8')}\ninclude_if_exists = 'cuvee.conf'\n`);
  await rename(partial, join(server.home, 'cluster'));
}

async function ensurePassword(home: string): Promise<string> {
  const file = join(home, 'password');
  const known = await readText(file);
  if (known) return known;
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

/**
 * Written at every start, so that a new version of Cuvée brings its own; whoever hosts it has the last word by
 * `alter system`. No replication (backups are made over the connection), hence `wal_level = minimal`, which lets COPY
 * into a new table skip the log. The log carries no error of a statement: its words may hold a client's address (our own log has
 * what can be said of it).
 */
async function writeSettings(server: EmbeddedServer, port: number): Promise<void> {
  const sharedMegabytes = Math.min(512, Math.max(128, Math.floor(totalmem() / 2 ** 20 / 16)));
  const lines = [
    '# Written by Cuvée at every start. To change a setting: alter system set … = …;',
    "listen_addresses = '127.0.0.1'",
    `port = ${port}`,
    "unix_socket_directories = ''",
    'max_connections = 100',
    `shared_buffers = ${sharedMegabytes}MB`,
    'max_wal_size = 2GB',
    'wal_level = minimal',
    'max_wal_senders = 0',
    'wal_compression = on',
    'checkpoint_timeout = 15min',
    'random_page_cost = 1.1',
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    'log_min_messages = log',
    'log_checkpoints = off',
    'log_error_verbosity = terse',
    ...(server.fsync ? [] : ['fsync = off', 'full_page_writes = off']),
  ];
  const file = join(server.home, 'cluster', 'cuvee.conf');
  await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  await giveTo(file, server.owner);
}

async function ready(server: EmbeddedServer, pid: number, port: number): Promise<RunningServer> {
  await writeFile(join(server.home, 'port'), String(port));
  const running = await urlOf(server, pid, port);
  await ensureDatabase(running.url);
  return running;
}

async function ensureDatabase(url: string): Promise<void> {
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  const client = new Client({ connectionString: maintenance.href });
  await client.connect();
  try {
    const found = await client.query('select from pg_catalog.pg_database where datname = $1', [databaseName]);
    if (found.rowCount === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}

async function urlOf(server: EmbeddedServer, pid: number, port: number): Promise<RunningServer> {
  const password = await readFile(join(server.home, 'password'), 'utf8');
  return { pid, url: `postgres://${superuser}:${password.trim()}@127.0.0.1:${port}/${databaseName}` };
}

interface PostmasterNote {
  readonly pid: number;
  readonly startedAtMs: number;
  readonly port: number;
  readonly status: string;
}

/** What PostgreSQL notes of itself in `postmaster.pid`: its process, its port, and whether it is ready. */
async function postmasterNote(server: EmbeddedServer): Promise<PostmasterNote | undefined> {
  const file = join(server.home, 'cluster', 'postmaster.pid');
  const text = await readText(file);
  if (text === undefined) return undefined;
  const [pid, , startedAt, port, , , , status] = text.split('\n').map((line) => line.trim());
  // A note still being written has no start time yet: its file's own will do.
  const startedAtMs = Number(startedAt) * 1000 || ((await stat(file).catch(() => undefined))?.mtimeMs ?? Date.now());
  return { pid: Math.abs(Number(pid)), startedAtMs, port: Number(port), status: status ?? '' };
}

/**
 * Whether the note was left by a server that is no more, after `kill -9` or a power cut. Its number may have been
 * given to another program since, at which PostgreSQL would refuse to start for ever: hence the note is removed. The
 * memory of a killed server whose children still live is found by PostgreSQL without it (see mayStartLater).
 */
function isLeftover(noted: PostmasterNote): boolean {
  if (!isAlive(noted.pid) || noted.pid === process.pid) return true;
  if (writtenBeforeBoot(noted.startedAtMs)) return true;
  const program = programOf(noted.pid);
  return program !== undefined && !program.startsWith('postgres');
}

/**
 * After `kill -9` the server's own children live on for a moment and hold its memory; a port may be taken between
 * our looking and its listening. Both pass.
 */
function mayStartLater(said: string): boolean {
  return /pre-existing shared memory block|could not create any TCP\/IP sockets|Address already in use/.test(said);
}

/** The server's log, empty; that of the start before is kept beside it. */
async function freshLog(server: EmbeddedServer): Promise<string> {
  const folder = join(server.home, 'log');
  await mkdir(folder, { recursive: true });
  await giveTo(folder, server.owner);
  const log = join(folder, 'postgresql.log');
  await rename(log, join(folder, 'postgresql-before.log')).catch(() => {});
  return log;
}

async function choosePort(home: string): Promise<number> {
  const before = Number(await readText(join(home, 'port')));
  return (before ? await listenOnce(before) : undefined) ?? (await listenOnce(0)) ?? 54_320;
}

/** The port, if one can listen on it now; 0 asks for any that is free. */
async function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const listener = createServer();
    listener.once('error', () => resolve(undefined));
    listener.listen(port, '127.0.0.1', () => {
      const address = listener.address();
      listener.close(() => resolve(address !== null && typeof address === 'object' ? address.port : undefined));
    });
  });
}

async function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const answer = (yes: boolean): void => {
      socket.destroy();
      resolve(yes);
    };
    socket.setTimeout(2000, () => answer(false));
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}

async function giveTo(path: string, owner: Owner | undefined): Promise<void> {
  if (!owner) return;
  await chown(path, owner.uid, owner.gid);
}

async function readText(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text?.trim();
}
