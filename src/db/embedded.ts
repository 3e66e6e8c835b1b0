/**
 * The PostgreSQL that comes with Cuvée: found running or started, shared by every process of this machine that works
 * on the same folder, and stopped when the last of them leaves. What lies in the folder:
 *
 *     cluster/       PostgreSQL's own data folder
 *     password       the superuser's password, readable by its owner only
 *     port           the port last used, kept from one start to the next so that a saved connection goes on working
 *     users/         one small file per user, named by its process
 *     keep           the server that must outlive its users, by the number of its process
 *     moved-to       only when the server cannot live here: where it lives instead
 *     lock           who is starting or stopping it at this moment
 *     log/           what PostgreSQL says
 *     launcher.log   what its programs said when they were last called
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findBinaries } from './embedded-binaries.ts';
import { ensureCluster, startServer, stopServer } from './embedded-cluster.ts';
import { folderFailure } from './embedded-failures.ts';
import { chooseHome } from './embedded-home.ts';
import { withFolderLock } from './embedded-lock.ts';
import type { EmbeddedServer } from './embedded-program.ts';
import { runningServer } from './embedded-running.ts';
import { forgetKeep, isKept, isStillUsed, keepRunning, registerUser } from './embedded-users.ts';

export interface EmbeddedOptions {
  /** The server's own folder, for instance `data/postgres`; made if it is not there. */
  readonly folder: string;
  /** Whether the server outlives its users, until `stopEmbedded`. */
  readonly keep?: boolean;
  /** Only tests say false: a lost power supply may then lose the database. */
  readonly fsync?: boolean;
}

export interface EmbeddedDatabase {
  /** A connection string with its password. */
  readonly url: string;
  /** Says that this user leaves; the last one stops the server. May be called twice. */
  release: () => Promise<void>;
}

/** Finds or starts the server of a folder, in 1–2 s the first time and 0.2 s after that. Throws a Failure with a sentence. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  try {
    return await joinServer(options);
  } catch (error) {
    throw folderFailure(options.folder, error) ?? error;
  }
}

async function joinServer(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const server = await serverOf(options.folder, options.fsync ?? true);
  return withFolderLock(join(server.home, 'lock'), async () => {
    const user = await registerUser(join(server.home, 'users'));
    try {
      await ensureCluster(server);
      const running = (await runningServer(server)) ?? (await startServer(server));
      if (options.keep) await keepRunning(server.home, running.pid);
      return { url: running.url, release: () => leave(server, user.forget) };
    } catch (error) {
      await user.forget();
      throw error;
    }
  });
}

/** Stops the server of a folder at once, whoever uses or keeps it; nothing happens when none runs. */
export async function stopEmbedded(options: { readonly folder: string }): Promise<void> {
  const server = await serverOf(options.folder, true);
  await withFolderLock(join(server.home, 'lock'), async () => {
    await forgetKeep(server.home);
    if (await runningServer(server)) await stopServer(server);
  });
}

/** Stops the server of a folder and removes everything it wrote, wherever it lives: for who made it to try something. */
export async function removeEmbedded(options: { readonly folder: string }): Promise<void> {
  await stopEmbedded(options);
  const { home } = await chooseHome(options.folder);
  for (const folder of [home, options.folder]) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function leave(server: EmbeddedServer, forget: () => Promise<boolean>): Promise<void> {
  await withFolderLock(join(server.home, 'lock'), async () => {
    const wasHere = await forget();
    if (!wasHere || (await isStillUsed(join(server.home, 'users')))) return;
    const running = await runningServer(server);
    if (running && !(await isKept(server.home, running.pid))) await stopServer(server);
  });
}

async function serverOf(folder: string, fsync: boolean): Promise<EmbeddedServer> {
  const { home, owner } = await chooseHome(folder);
  await mkdir(home, { recursive: true });
  const binaries = await findBinaries(home, owner);
  return { home, owner, binaries, fsync };
}
