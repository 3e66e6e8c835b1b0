/** Finding the embedded server where it runs, by what PostgreSQL notes of itself, and making sure the note is true. */
import { rm, stat, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { readText } from './embedded-files.ts';
import { isAlive, programOf, writtenBeforeBoot } from './embedded-process.ts';
import type { EmbeddedServer } from './embedded-program.ts';

export interface RunningServer {
  readonly pid: number;
  readonly url: string;
}

/** The superuser's name. */
export const superuser = 'cuvee';
const databaseName = 'cuvee';
/** After a power cut the server first replays what it had logged, up to 2 GB. */
export const startTimeoutMs = 300_000;

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
    if (noted.status === 'ready' && (await answers(noted.port))) return ready(server, noted.pid, noted.port);
    await sleep(50);
  }
  return undefined;
}

/** Its port is noted last: a server whose port is not may lack our database, its starter having been killed. */
export async function ready(server: EmbeddedServer, pid: number, port: number): Promise<RunningServer> {
  const password = await readFile(join(server.home, 'password'), 'utf8');
  const url = `postgres://${superuser}:${password.trim()}@127.0.0.1:${port}/${databaseName}`;
  if ((await readText(join(server.home, 'port'))) !== String(port)) {
    await ensureDatabase(url);
    await writeFile(join(server.home, 'port'), String(port));
  }
  return { pid, url };
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

export interface PostmasterNote {
  readonly pid: number;
  readonly startedAtMs: number;
  readonly port: number;
  readonly status: string;
}

/** What PostgreSQL notes of itself in `postmaster.pid`: its process, its port, and whether it is ready. */
export async function postmasterNote(server: Pick<EmbeddedServer, 'home'>): Promise<PostmasterNote | undefined> {
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

/** "Do you speak TLS?", to which any PostgreSQL answers one letter before it asks who we are. */
const encryptionRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** Whether a PostgreSQL answers there. Being connected is not enough: the system does that for a server just killed. */
async function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port }, () => socket.write(encryptionRequest));
    const answer = (yes: boolean): void => {
      socket.destroy();
      resolve(yes);
    };
    socket.setTimeout(2000, () => answer(false));
    socket.once('data', () => answer(true));
    socket.once('error', () => answer(false));
    socket.once('close', () => answer(false));
  });
}
