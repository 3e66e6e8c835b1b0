/** The estate of the year: its exports, its database, a Brevo with touchy recipients, and our own server that hears of them. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { confirmInstance } from '../../src/8-campaign/instance/sending-instance.ts';
import { createLinkMaker, type LinkMaker } from '../../src/8-campaign/links/link-maker.ts';
import type { Mailer } from '../../src/8-campaign/mailer.ts';
import { brevoSendingOptions, createBrevoMailer } from '../../src/8-campaign/mailers/brevo-mailer.ts';
import { createPublicServer } from '../../src/api/public-server.ts';
import { webhookUrl } from '../../src/api/webhook-path.ts';
import { type Brevo, createBrevo } from '../../src/brevo/client.ts';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { removeEmbedded } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';
import { sql } from '../../src/db/sql.ts';
import { generateDemo } from '../../src/demo/generate.ts';
import type { DemoTruth } from '../../src/demo/truth.ts';
import { createEstate } from '../../src/estate/estates.ts';
import { writeSettings } from '../../src/estate/settings-store.ts';
import type { BehaviourChange } from '../../src/fake-brevo/behaviour.ts';
import { type FakeBrevo, startFakeBrevo } from '../../src/fake-brevo/start.ts';
import { addDays, type Day } from '../../src/values/day.ts';
import type { World } from '../../src/world.ts';
import { worldOf } from '../sending-stage.ts';
import { instantAt } from './local-time.ts';

const estate = 'petite-cuvee';
const secret = 'an installation of the proof, of nobody else';
const publicUrl = 'https://lettres.petite-cuvee.test';
/** Elise proposes, Marc approves. */
export const proposer = 'Élise';
export const approver = 'Marc';

export interface YearOptions {
  readonly clients: number;
  readonly weeks: number;
  readonly seed: number;
  /** Whether the exports are as dirty as real ones. */
  readonly flaws: boolean;
  /** How many years of history the first export holds. */
  readonly years: number;
  /** A server to make the database on; without it an embedded one. */
  readonly databaseUrl?: string;
  /** Without it the last Monday before any household may be written to. */
  readonly firstMonday?: Day;
  /** How the fake and the recipients behave; without it as badly as can be. */
  readonly behaviour?: BehaviourChange;
}

export interface YearStage {
  readonly estate: string;
  readonly options: YearOptions;
  readonly world: World;
  readonly database: Database;
  readonly fake: FakeBrevo;
  readonly server: FastifyInstance;
  readonly brevo: Brevo;
  readonly mailer: Mailer;
  readonly links: LinkMaker;
  readonly exports: string;
  readonly truth: DemoTruth;
  /** The Mondays of the year, in their order. */
  readonly mondays: readonly Day[];
  /** Clients who never wanted letters, by the generator's own account. */
  readonly optedOut: ReadonlySet<string>;
  readonly warmUp: readonly number[];
  readonly dailyLimit: number;
  readonly now: () => Date;
  readonly close: () => Promise<void>;
}

/** The last letters the estate sent by other means, on 20 March, end their silence on 2 August: the year begins just before. */
const lastSilentMonday: Day = '2026-07-27';

const warmUp = [50, 100, 200];
const dailyLimit = 300;

const settings = {
  name: 'Domaine de la Petite Cuvée',
  approval: { people: [proposer, approver] },
  automation: { is_on: true },
  sender: {
    name: 'Domaine de la Petite Cuvée',
    email: 'offres@petite-cuvee.test',
    legal_name: 'Domaine de la Petite Cuvée',
    postal_address: ['1 rue du Pressoir', '68000 Colmar'],
    website: 'https://petite-cuvee.test',
    privacy_url: 'https://petite-cuvee.test/vos-donnees',
    shop_url: 'https://petite-cuvee.test/vins/{produit}',
  },
  campaigns: {
    warm_up: warmUp,
    daily_limit: dailyLimit,
    batch_size: 20,
    // Its recipients are ten times as touchy as others, so that a year of few letters has something to prove.
    stop_bounce_share: 0.15,
    stop_unsubscribe_share: 0.1,
    stop_complaint_share: 0.05,
  },
};

const touchy: BehaviourChange = {
  recipients: { softBounce: 0.02, hardBounce: 0.02, invalid: 0.005, click: 0.15, unsubscribe: 0.03, spam: 0.01 },
  webhooks: { dropped: 0.03, twice: 0.05, reordered: 0.1, delayed: 0.03 },
  sendFaults: { lost_reply: 0.03, error_before: 0.02, error_after: 0.01, too_many: 0.01 },
  quirks: { epochInSeconds: 0.1, noEpoch: 0.05, otherNames: 0.3, tagOnly: 0.2 },
};

const told = [
  'request',
  'delivered',
  'hardBounce',
  'softBounce',
  'blocked',
  'spam',
  'invalid',
  'deferred',
  'click',
  'unsubscribed',
];

/** Builds it all; whatever was opened is closed again when something fails. */
export async function openYear(options: YearOptions): Promise<YearStage> {
  const folder = await mkdtemp(join(tmpdir(), 'cuvee-year-'));
  const closing: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    while (closing.length > 0) await closing.pop()?.();
  };
  try {
    return { ...(await build(options, folder, closing)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function build(
  options: YearOptions,
  folder: string,
  closing: (() => Promise<unknown>)[],
): Promise<Omit<YearStage, 'close'>> {
  const firstMonday = options.firstMonday ?? lastSilentMonday;
  const mondays = Array.from({ length: options.weeks }, (_, week) => addDays(firstMonday, 7 * week));
  const exports = join(folder, 'exports');
  const { clients, seed, years, weeks, flaws } = options;
  const until = mondays.at(-1) ?? firstMonday;
  const truth = await generateDemo({ out: exports, clients, seed, years: years + weeks / 52, weeks, flaws, until });
  const database = await freshDatabase(options, folder, closing);
  const startAt = instantAt(firstMonday, '05:00');
  const fake = await startFakeBrevo({
    seed,
    behaviour: options.behaviour ?? touchy,
    clock: { mode: 'virtual', startAt },
  });
  closing.push(() => fake.close());
  const now = (): Date => fake.control.now();
  await createEstate(database, { slug: estate, name: settings.name, isDemo: true });
  await writeSettings(database, { estate, actor: proposer, changes: settings });
  const home = join(folder, 'home');
  await mkdir(home);
  const world = await worldOf(database, { estate, home, clock: now });
  await confirmInstance(world, approver, now());
  const server = createPublicServer({ database, secret, publicUrl, clock: now, log: world.log });
  closing.push(() => server.close());
  await server.listen({ port: 0, host: '127.0.0.1' });
  const url = webhookUrl(`http://127.0.0.1:${portOf(server.server.address())}`, secret, estate);
  fake.control.addWebhook({ url, type: 'transactional', events: told });
  const channel = {
    baseUrl: fake.apiUrl,
    apiKey: 'proof',
    clock: now,
    sleep: (ms: number) => fake.control.advance(ms),
  };
  const mailer = createBrevoMailer({ brevo: createBrevo({ ...channel, ...brevoSendingOptions }), clock: now });
  return {
    estate,
    options,
    world,
    database,
    fake,
    server,
    mailer,
    exports,
    truth,
    mondays,
    warmUp,
    dailyLimit,
    now,
    brevo: createBrevo(channel),
    links: createLinkMaker({ secret, publicUrl, estate }),
    optedOut: new Set(truth.clients.filter(({ isOptedOut }) => isOptedOut).map(({ clientCode }) => clientCode)),
  };
}

async function freshDatabase(
  { databaseUrl }: YearOptions,
  folder: string,
  closing: (() => Promise<unknown>)[],
): Promise<Database> {
  if (databaseUrl === undefined) {
    const embeddedFolder = join(folder, 'postgres');
    closing.push(() => removeEmbedded({ folder: embeddedFolder }));
    const database = await openDatabase({ embeddedFolder, keep: true });
    closing.push(() => database.close());
    await migrate(database);
    return database;
  }
  const server = await openDatabase({ url: databaseUrl, embeddedFolder: '' });
  closing.push(() => server.close());
  const name = `prove_year_${process.pid}`;
  await server.execute(sql(`create database ${name}`));
  closing.push(() => server.execute(sql(`drop database if exists ${name} with (force)`)));
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  const database = await openDatabase({ url: url.href, embeddedFolder: '' });
  closing.push(() => database.close());
  await migrate(database);
  return database;
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address !== 'object' || address === null) throw new TypeError('the server has no port');
  return address.port;
}
