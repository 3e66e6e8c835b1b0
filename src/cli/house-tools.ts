/** What the scheduler and the worker are given, from the environment: for `serve` and `worker` alike. */
import { type Database, openDatabase } from '../db/database.ts';
import type { HouseTools } from '../scheduler/house-tools.ts';
import type { World } from '../world.ts';
import { liveBrevo } from './commands/brevo.ts';
import { embeddedFolder, type Environment } from './environment.ts';
import { houseMailer, openLiveChannel } from './live-channel.ts';
import { createLog, openWorld, upgrade } from './open-world.ts';

/** The tools of the house over an open, migrated database. `publicUrl` is where a person reads on. */
export function houseToolsOf(environment: Environment, database: Database, publicUrl: string): HouseTools {
  return {
    database,
    openWorld: (estate) => quietWorld(environment, database, estate),
    clock: () => new Date(),
    log: createLog(environment),
    home: environment.home,
    publicUrl,
    openChannel: (estate, channel) => openLiveChannel(environment, { channel, estate }),
    houseMailer: (channel) => houseMailer(environment, channel),
    brevo: environment.brevo.apiKey === undefined ? undefined : liveBrevo(environment),
    mailPassword: environment.mailPassword,
  };
}

// The house shows no bar on a terminal: its progress is the job's.
async function quietWorld(environment: Environment, database: Database, estate: string): Promise<World> {
  const world = await openWorld(environment, database, estate);
  return { ...world, progress: { advance: () => {}, end: () => {} } };
}

/** The migrated database of a process that stays; it is closed by whoever opened it, in its own good order. */
export async function openToStay(environment: Environment): Promise<Database> {
  const database = await openDatabase({
    ...(environment.databaseUrl === undefined ? {} : { url: environment.databaseUrl }),
    embeddedFolder: embeddedFolder(environment),
  });
  try {
    await upgrade(environment, database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Aborted when the process is told to end; a second time ends it at once. */
export function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  return stop.signal;
}
