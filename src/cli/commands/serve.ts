import { setTimeout as sleep } from 'node:timers/promises';
import { pushRefusals } from '../../8-campaign/events/push-refusals.ts';
import { readInbox } from '../../8-campaign/events/read-inbox.ts';
import { reconcile } from '../../8-campaign/events/reconcile.ts';
import { createPublicServer } from '../../api/public-server.ts';
import type { Brevo } from '../../brevo/client.ts';
import { type Database, openDatabase } from '../../db/database.ts';
import { migrate } from '../../db/migrate.ts';
import { listEstates } from '../../estate/estates.ts';
import { readSecret } from '../../estate/secret.ts';
import { Failure } from '../../errors.ts';
import { sentence } from '../../values/sentence.ts';
import type { Log, World } from '../../world.ts';
import type { CommandContext } from '../context.ts';
import { readCount } from '../dataset-option.ts';
import { embeddedFolder, type Environment } from '../environment.ts';
import { exitCodes } from '../exit.ts';
import { createLog, openWorld } from '../open-world.ts';
import { todayIn } from '../today.ts';
import { liveBrevo } from './brevo.ts';

interface ServeOptions {
  readonly port: string;
  readonly host: string;
}

const readEveryMs = 5_000;
/** The night's reconciliation begins in this hour, estate time, or as soon after it as the server runs. */
const reconcileHour = 3;
/** Brevo's report lags, and a night may be missed: the stretches overlap. */
const reconciledDays = 4;
const dayMs = 86_400_000;

/** `cuvee serve`: answers the world, reads the inbox every few seconds and reconciles every night; runs until it is told to stop. */
export async function serve(context: CommandContext, options: ServeOptions): Promise<number> {
  const { environment } = context;
  const port = readCount('--port', options.port);
  const publicUrl = environment.publicUrl ?? `http://${options.host}:${port}`;
  const secret = await readSecret(environment.home, environment.secret);
  const stopping = stopSignal();
  const database = await openServed(environment);
  const log = createLog(environment);
  let inboxReadAt = new Date();
  const app = createPublicServer({
    database,
    secret,
    publicUrl,
    clock: realClock,
    log,
    inboxReadAt: () => inboxReadAt,
  });
  try {
    await app.listen({ port, host: options.host }).catch((error: unknown) => {
      throw portTaken(options.port, error);
    });
    sayListening(context, publicUrl, `http://${options.host}:${port}`);
    const brevo = environment.brevo.apiKey === undefined ? undefined : liveBrevo(environment);
    const nights = new Map<string, string>();
    while (!stopping.aborted) {
      if (await serveEstates(environment, database, { brevo, nights, log })) inboxReadAt = new Date();
      await sleep(readEveryMs, undefined, { signal: stopping }).catch(() => {});
    }
    return exitCodes.done;
  } finally {
    await app.close();
    await database.close();
  }
}

function realClock(): Date {
  return new Date();
}

async function openServed(environment: Environment): Promise<Database> {
  const database = await openDatabase({
    ...(environment.databaseUrl === undefined ? {} : { url: environment.databaseUrl }),
    embeddedFolder: embeddedFolder(environment),
  });
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

interface ServedParts {
  readonly brevo: Brevo | undefined;
  /** Estate → the last day its night was done. */
  readonly nights: Map<string, string>;
  readonly log: Log;
}

/** Does what is due for each estate; one that fails keeps no other waiting. True when every inbox was read. */
async function serveEstates(environment: Environment, database: Database, parts: ServedParts): Promise<boolean> {
  try {
    for (const { estate } of await listEstates(database)) {
      await serveEstate(await openWorld(environment, database, estate), parts);
    }
    return true;
  } catch (error) {
    parts.log.error('the inbox could not be read', { error: error instanceof Error ? error.message : String(error) });
    return false;
  }
}

async function serveEstate(world: World, { brevo, nights }: ServedParts): Promise<void> {
  const now = world.clock();
  await readInbox(world, { now });
  if (!brevo || world.settings.campaigns.channel !== 'brevo') return;
  await pushRefusals(world, brevo, { now, most: 50 });
  const { timezone } = world.settings.week;
  const today = todayIn(timezone, now);
  // Before the hour it is still the night of yesterday.
  const night = todayIn(timezone, new Date(now.getTime() - reconcileHour * 3_600_000));
  if (night !== today || nights.get(world.estate) === night) return;
  nights.set(world.estate, night);
  const since = new Date(now.getTime() - reconciledDays * dayMs);
  const { inbox, incomplete } = await reconcile(world, brevo, { since, now });
  world.log.info('reconciled with Brevo', { facts: inbox.facts, incomplete: incomplete.map(({ en }) => en) });
}

function sayListening({ output }: CommandContext, publicUrl: string, localUrl: string): void {
  output.say(
    sentence(
      `Cuvée répond sur ${localUrl} (adresse publique : ${publicUrl}). Ctrl+C pour arrêter.`,
      `Cuvée answers on ${localUrl} (public address: ${publicUrl}). Ctrl+C to stop.`,
    ),
  );
  output.json({ url: localUrl, publicUrl });
}

function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  return stop.signal;
}

function portTaken(port: string, cause: unknown): unknown {
  if (!(cause instanceof Error) || !('code' in cause) || cause.code !== 'EADDRINUSE') return cause;
  return new Failure(
    'PORT_TAKEN',
    sentence(
      `Le port ${port} est déjà pris : choisissez-en un autre avec --port.`,
      `Port ${port} is already taken: choose another with --port.`,
    ),
    { cause },
  );
}
