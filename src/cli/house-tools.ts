/** What the scheduler and the worker are given, from the environment: for `serve` and `worker` alike. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createHttpCaller } from '../8-campaign/calls/http-caller.ts';
import { callKey } from '../8-campaign/calls/sign-call.ts';
import { type Database, openDatabase } from '../db/database.ts';
import { listEstates } from '../estate/estates.ts';
import { readSecret } from '../estate/secret.ts';
import { mailPassword } from '../intake/mail-password.ts';
import type { HouseTools } from '../scheduler/house-tools.ts';
import type { World } from '../world.ts';
import { brevoAccounts } from './brevo-accounts.ts';
import { embeddedFolder, type Environment, serverEnvironment } from './environment.ts';
import { houseMailer, openLiveChannel } from './live-channel.ts';
import { createLog, openWorld, upgrade } from './open-world.ts';

/** The tools of the house over an open, migrated database. `publicUrl` is where a person reads on. */
export function houseToolsOf(given: Environment, database: Database, publicUrl: string): HouseTools {
  const environment = serverEnvironment(given);
  return {
    database,
    openWorld: (estate) => quietWorld(environment, database, estate),
    clock: () => new Date(),
    log: createLog(environment),
    home: environment.home,
    publicUrl,
    openChannel: (estate, channel) => openLiveChannel(environment, { channel, estate }),
    houseMailer: (estate, channel) => houseMailer(environment, { channel, estate }),
    brevoOf: brevoAccounts(environment),
    mailPassword: (world) => mailPasswordOf(environment, database, world),
    startApart: () => startApart(environment, database),
    caller: createHttpCaller({ allowedHosts: environment.callHosts }),
    callKeyOf: async (estate) => callKey(await readSecret(environment.home, environment.secret), estate),
  };
}

const program = fileURLToPath(new URL('../../bin/cuvee.js', import.meta.url));
/** What lets letters leave: heavy work sends none, and is not handed it. */
const sendingVariables = ['BREVO_API_KEY', 'SMTP_URL'];

/** `cuvee apart`, over the same database and folders as this process. */
function startApart(environment: Environment, database: Database): ChildProcess {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !sendingVariables.includes(name) && !name.startsWith('CUVEE_MAIL_PASSWORD'),
  );
  return fork(program, ['apart'], {
    env: {
      ...Object.fromEntries(inherited),
      // Empty rather than absent: a .env of this folder would fill the gap.
      ...Object.fromEntries(sendingVariables.map((name) => [name, ''])),
      DATABASE_URL: database.url,
      CUVEE_HOME: environment.home,
      CUVEE_LOG_LEVEL: environment.logLevel,
      ...(environment.secret === undefined ? {} : { CUVEE_SECRET: environment.secret }),
    },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

async function mailPasswordOf(environment: Environment, database: Database, world: World): Promise<string | undefined> {
  const others = (await listEstates(database)).filter(({ estate, isDemo }) => estate !== world.estate && !isDemo);
  return mailPassword(world, {
    named: environment.mailPasswords,
    secret: await readSecret(environment.home, environment.secret),
    shared: others.length === 0 ? environment.mailPassword : undefined,
  });
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
