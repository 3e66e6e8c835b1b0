/** The stage of the proofs of the sender: a database, an estate and a fake Brevo of their own, and a sender nobody kills. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { confirmInstance } from '../../src/8-campaign/instance/sending-instance.ts';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { removeEmbedded } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';
import { sql } from '../../src/db/sql.ts';
import type { BehaviourChange } from '../../src/fake-brevo/behaviour.ts';
import type { World } from '../../src/world.ts';
import { type FakeProcess, type SenderOrder, type SenderReport, start, startFake } from '../sender-process.ts';
import { addClients, fastSettings, seedCampaign, seedEstate, worldOf } from '../sending-stage.ts';

export const estate = 'proof';

export interface Stage {
  readonly world: World;
  readonly database: Database;
  readonly fake: FakeProcess;
  readonly order: Omit<SenderOrder, 'campaignId'>;
  /** A new campaign to clients who were never written to. */
  nextCampaign(letters: number): Promise<string>;
}

/** A database, a home, an estate and a fake of their own, for the time of the work; nothing is left behind. */
export async function withStage<Result>(
  options: {
    seed: number;
    speed: number;
    behaviour: BehaviourChange;
    batchSize?: number;
    timeoutMs?: number;
    wireMs?: number;
    databaseUrl?: string;
    letters?: number;
    clients?: number;
  },
  work: (stage: Stage) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'cuvee-prove-'));
  const server = await openDatabase({
    ...(options.databaseUrl === undefined ? {} : { url: options.databaseUrl }),
    embeddedFolder: join(folder, 'postgres'),
    keep: true,
  });
  const name = `prove_${process.pid}_${Date.now().toString(36)}`;
  await server.execute(sql(`create database ${name}`));
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  const database = await openDatabase({ url: url.href, embeddedFolder: '' });
  const fake = await startFake(options);
  try {
    return await work(await buildStage({ ...options, folder, database, fake }));
  } finally {
    await fake.close();
    await database.close();
    await server.execute(sql(`drop database if exists ${name} with (force)`));
    await server.close();
    if (options.databaseUrl === undefined) await removeEmbedded({ folder: join(folder, 'postgres') });
    rmSync(folder, { recursive: true, force: true });
  }
}

async function buildStage(options: {
  folder: string;
  database: Database;
  fake: FakeProcess;
  speed: number;
  batchSize?: number;
  timeoutMs?: number;
  wireMs?: number;
}): Promise<Stage> {
  const { database, fake, folder: home } = options;
  await migrate(database);
  const { now } = await fake.ask('/_fake/clock', z.object({ now: z.string() }));
  const [fakeThen, then] = [Date.parse(now), Date.now()];
  const clock = (): Date => new Date(fakeThen + (Date.now() - then) * options.speed);
  const campaigns = { ...fastSettings.campaigns, batch_size: options.batchSize ?? 5 };
  await seedEstate(database, { estate, clients: 0, settings: { ...fastSettings, campaigns } });
  const world = await worldOf(database, { estate, home, clock });
  await confirmInstance(world, 'Claire', clock());
  let clients = 0;
  return {
    world,
    database,
    fake,
    order: {
      databaseUrl: database.url,
      home,
      estate,
      fakeUrl: fake.url,
      apiUrl: fake.apiUrl,
      speed: options.speed,
      timeoutMs: options.timeoutMs ?? 300,
      pauseMs: 50,
      wireMs: options.wireMs ?? 0,
    },
    async nextCampaign(letters) {
      await addClients(database, { estate, from: clients + 1, to: clients + letters });
      const { campaignId } = await seedCampaign(world, { letters, firstClient: clients + 1, now: clock() });
      clients += letters;
      return campaignId;
    },
  };
}

/** One sender nobody kills: what the dead left behind is found out, or held for a person. */
export async function letFinish(
  stage: Stage,
  campaignId: string,
  flags: readonly string[] = [],
): Promise<SenderReport | undefined> {
  const sender = start('send-worker.ts', { ...stage.order, campaignId }, flags);
  let last: SenderReport | undefined;
  for await (const line of sender.lines) {
    const parsed = reportSchema.safeParse(line);
    if (parsed.success) last = parsed.data;
  }
  return last;
}

const reportSchema = z.object({
  outcome: z.string(),
  code: z.string().default(''),
  sendingMs: z.number(),
  cpuMs: z.number(),
  startMs: z.number(),
  peakMemoryMb: z.number(),
  heldMemoryMb: z.number(),
});
