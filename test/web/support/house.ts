/**
 * A whole house for the browser: the demo estate on a real PostgreSQL, its weeks but the last run, the server with its worker, and a
 * fake Brevo to send to. Everything as `cuvee start` has it.
 */
import { mkdtemp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeExports } from '../../../src/1-raw/take-exports.ts';
import { readEnvironment } from '../../../src/cli/environment.ts';
import { openWorld } from '../../../src/cli/open-world.ts';
import { createOutput } from '../../../src/cli/output.ts';
import { openHouse } from '../../../src/cli/serving.ts';
import type { Database } from '../../../src/db/database.ts';
import { generateDemo } from '../../../src/demo/generate.ts';
import { createEstate } from '../../../src/estate/estates.ts';
import { writeSettings } from '../../../src/estate/settings-store.ts';
import { startFakeBrevo } from '../../../src/fake-brevo/start.ts';
import { createFirstLink, linkUrl } from '../../../src/people/links.ts';
import type { Role } from '../../../src/people/roles.ts';
import { inviteUser } from '../../../src/people/users.ts';
import { runWeek } from '../../../src/run/run-week.ts';
import type { World } from '../../../src/world.ts';

export interface WebHouse {
  readonly origin: string;
  readonly database: Database;
  /** The files of the Monday that is still to come, by dataset. */
  readonly nextMonday: readonly string[];
  readonly brevo: Awaited<ReturnType<typeof startFakeBrevo>>;
  /** Where its files lie. */
  readonly home: string;
  /** The estate as the rooms see it, to arrange what a test begins with. */
  world(): Promise<World>;
  /** The one-time link of the first administrator. */
  firstLink(): Promise<string>;
  /** A link for somebody of that role, invited now. */
  linkFor(role: Role, name: string): Promise<string>;
  close(): Promise<void>;
}

export const houseEstate = 'petit-domaine';

interface WebHouseOptions {
  readonly clients?: number;
  readonly years?: number;
  /** Settings beside those every house of the tests has. */
  readonly changes?: Readonly<Record<string, unknown>>;
}

/** Opens it over a migrated, empty database, which it closes at the end; about ten seconds. */
export async function webHouse(
  database: Database,
  { clients = 80, years = 3, changes = {} }: WebHouseOptions = {},
): Promise<WebHouse> {
  const home = await mkdtemp(join(tmpdir(), 'cuvee-web-'));
  const brevo = await startFakeBrevo({ port: 0, seed: 1 });
  const port = await freePort();
  const environment = readEnvironment({
    CUVEE_HOME: home,
    DATABASE_URL: database.url,
    CUVEE_LANG: 'fr',
    CUVEE_LOG_LEVEL: 'error',
    BREVO_API_KEY: 'essai',
    BREVO_API_URL: brevo.apiUrl,
    CUVEE_PUBLIC_URL: `http://127.0.0.1:${port}`,
    CUVEE_SECRET: 'un secret pour les essais, assez long pour signer',
  });
  await createEstate(database, { slug: houseEstate, name: 'Domaine de la Petite Cuvée', isDemo: true });
  await writeSettings(database, { estate: houseEstate, actor: 'test', changes: { ...sendingNow, ...changes } });
  const nextMonday = await runAllButLast(database, environment, { home, clients, years });
  const output = createOutput({ language: 'fr', isJson: true });
  const house = await openHouse({ environment, output }, database, {
    port,
    host: '127.0.0.1',
    scheduler: false,
    worker: true,
  });
  return {
    origin: house.url,
    database,
    home,
    world: () => openWorld(environment, database, houseEstate),
    nextMonday,
    brevo,
    async firstLink() {
      const link = await createFirstLink(database, {
        estate: houseEstate,
        publicUrl: house.url,
        by: 'test',
        now: new Date(),
      });
      if (link === undefined) throw new Error('the first administrator signs in by password');
      return link;
    },
    async linkFor(role, name) {
      const email = `${name.toLowerCase().replaceAll(/\W+/g, '.')}@domaine.example`;
      const invited = await inviteUser(database, {
        estate: houseEstate,
        name,
        email,
        role,
        language: 'fr',
        by: 'test',
        now: new Date(),
      });
      return linkUrl(house.url, houseEstate, invited.linkSecret);
    },
    async close() {
      await house.stop();
      await brevo.close();
      await database.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** A person alone approves at once, and letters may leave at any hour: the tests know no office hours. */
const sendingNow = {
  approval: { delay_minutes: 0 },
  recommender: { mode: 'owner' },
  sender: {
    name: 'Domaine de la Petite Cuvée',
    email: 'bonjour@petite-cuvee.example',
    reply_to: 'bonjour@petite-cuvee.example',
    legal_name: 'EARL de la Petite Cuvée',
    postal_address: ['1 rue des Vignes', '68000 Colmar'],
    website: 'https://petite-cuvee.example',
    privacy_url: 'https://petite-cuvee.example/vie-privee',
  },
  campaigns: {
    days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
    from: '00:00',
    until: '23:59',
    canary_size: 0,
    warm_up: [300],
  },
};

async function runAllButLast(
  database: Database,
  environment: ReturnType<typeof readEnvironment>,
  { home, clients, years }: { readonly home: string; readonly clients: number; readonly years: number },
): Promise<string[]> {
  const folder = join(home, 'exports');
  const later = join(home, 'monday');
  const monday = lastMonday(new Date());
  await generateDemo({ out: folder, clients, years, seed: 3, until: monday });
  const held: string[] = [];
  for (const dataset of (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory())) {
    for (const file of await readdir(join(folder, dataset.name))) {
      if (!file.includes(monday.replaceAll('-', ''))) continue;
      await mkdir(join(later, dataset.name), { recursive: true });
      await rename(join(folder, dataset.name, file), join(later, dataset.name, file));
      held.push(join(later, dataset.name, file));
    }
  }
  const world = await openWorld(environment, database, houseEstate);
  await takeExports(world, folder);
  const outcome = await runWeek(world, { asOf: dayBefore(monday) });
  if (outcome.stoppedBy) throw outcome.stoppedBy;
  return held;
}

function lastMonday(today: Date): string {
  const monday = new Date(today);
  monday.setUTCDate(monday.getUTCDate() - ((monday.getUTCDay() + 6) % 7));
  return monday.toISOString().slice(0, 10);
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = createServer().listen(0, '127.0.0.1', () => {
      const address = asked.address();
      asked.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
