/**
 * One PostgreSQL cluster in one folder: made, started, stopped. The cluster appears by one rename, so a first
 * start that is broken off leaves nothing behind. Everything goes through `pg_ctl`, which also works from an elevated
 * Windows shell (PostgreSQL itself refuses that, as it refuses root). Callers hold the folder's lock.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { couldNotStart, olderCluster } from './embedded-failures.ts';
import { giveTo, readText, renameWhenFree } from './embedded-files.ts';
import { type EmbeddedServer, type Exit, runProgram } from './embedded-program.ts';
import { postmasterNote, ready, type RunningServer, startTimeoutMs, superuser } from './embedded-running.ts';
import { writeSettings } from './embedded-settings.ts';

/** How long a start may be tried again, see mayStartLater. */
const tryAgainForMs = 60_000;

/** Makes the cluster if there is none; refuses one of another major version with a sentence. */
export async function ensureCluster(server: EmbeddedServer): Promise<void> {
  const version = await readText(join(server.home, 'cluster', 'PG_VERSION'));
  if (version === undefined) await makeCluster(server);
  else if (version !== server.binaries.majorVersion) throw olderCluster(version, server.binaries.majorVersion);
}

/** Starts the server, on the port it had before if that is free. */
export async function startServer(server: EmbeddedServer): Promise<RunningServer> {
  const log = await freshLog(server);
  const deadline = Date.now() + tryAgainForMs;
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
  // Named by its process: the initdb of a process that was killed may go on writing into its own.
  const partial = join(server.home, `cluster.partial-${process.pid}`);
  const passwordFile = join(server.home, 'initdb-password');
  const password = await ensurePassword(server.home);
  await sweepPartial(server.home);
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
  await renameWhenFree(partial, join(server.home, 'cluster'));
}

async function sweepPartial(home: string): Promise<void> {
  const partials = (await readdir(home)).filter((name) => name.startsWith('cluster.partial-'));
  await Promise.all(partials.map((name) => rm(join(home, name), { recursive: true, force: true, maxRetries: 5 })));
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
