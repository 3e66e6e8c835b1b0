/** The house open: server, page, scheduler and worker in one process, for `cuvee serve` and `cuvee start` alike. */
import { createServer } from '../api/server.ts';
import type { Database } from '../db/database.ts';
import { readSecret } from '../estate/secret.ts';
import { Failure } from '../errors.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { startHouse } from '../scheduler/house.ts';
import { readHealth } from '../scheduler/health/read-health.ts';
import { sentence } from '../values/sentence.ts';
import { ensurePage } from '../web-build/ensure-page.ts';
import { brevoWith } from './brevo-accounts.ts';
import type { CommandContext } from './context.ts';
import { serverEnvironment } from './environment.ts';
import { houseToolsOf } from './house-tools.ts';
import { openLiveChannel } from './live-channel.ts';
import { codeVersion } from './code-version.ts';
import { openWorld } from './open-world.ts';

export interface ServingOptions {
  readonly port: number;
  readonly host: string;
  readonly scheduler: boolean;
  readonly worker: boolean;
}

export interface Serving {
  /** Where it answers on this machine, and where the world reaches it. */
  readonly url: string;
  readonly publicUrl: string;
  /** Ends in good order: no new request, work given back. Leaves the database open. */
  stop(): Promise<void>;
}

/** Opens the house over a migrated database. Throws a Failure when the port is taken or the page cannot be built. */
export async function openHouse(
  context: CommandContext,
  database: Database,
  options: ServingOptions,
): Promise<Serving> {
  const { output } = context;
  const environment = serverEnvironment(context.environment);
  const { port, host } = options;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const publicUrl = environment.publicUrl ?? url;
  const pageFolder = await ensurePage((words) => output.say(words));
  const tools = houseToolsOf(environment, database, publicUrl);
  const house = await startHouse(tools, { scheduler: options.scheduler, worker: options.worker });
  const metrics = createMetrics({ version: codeVersion() });
  const app = await createServer({
    database,
    secret: await readSecret(environment.home, environment.secret),
    publicUrl,
    clock: tools.clock,
    log: tools.log,
    inboxReadAt: () => house.inboxReadAt(),
    openWorld: (estateDatabase, estate) => openWorld(environment, estateDatabase, estate),
    pageFolder,
    health: () => readHealth({ database, clock: tools.clock, home: environment.home, house }),
    metrics,
    more: {
      brevoOf: tools.brevoOf,
      brevoWith: (key) => brevoWith(environment, key),
      mailerOf: async ({ estate }, channel) =>
        (await tools.houseMailer(estate, channel)) && openLiveChannel(environment, { channel, estate }),
    },
  });
  try {
    await app.listen({ port, host });
  } catch (error) {
    await app.close();
    await house.stop();
    throw portTaken(port, error);
  }
  return {
    url,
    publicUrl,
    async stop() {
      await app.close();
      await house.stop();
    },
  };
}

function portTaken(port: number, cause: unknown): unknown {
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
