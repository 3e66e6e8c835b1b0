/**
 * `npm run prove -- sender --kills N [--letters L] [--seed S] [--json]`: senders in processes of their own are killed with
 * SIGKILL at random instants while a fake Brevo loses requests and replies, breaks before and after accepting, and answers
 * late; in the end nobody has two letters and nobody is skipped without being on the list of the unknown.
 * `npm run prove -- sender --throughput [--letters 10000] [--unbound]`: how fast one sender hands letters over, and what it holds
 * in memory; Node is told to collect garbage early, unless `--unbound`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { confirmInstance } from '../src/8-campaign/instance/sending-instance.ts';
import { countOutbox } from '../src/8-campaign/outbox/campaign-to-send.ts';
import { type Database, openDatabase } from '../src/db/database.ts';
import { removeEmbedded } from '../src/db/embedded.ts';
import { migrate } from '../src/db/migrate.ts';
import { sql } from '../src/db/sql.ts';
import type { BehaviourChange } from '../src/fake-brevo/behaviour.ts';
import type { World } from '../src/world.ts';
import {
  end,
  type FakeProcess,
  lettersOf,
  seededRandom,
  type SenderOrder,
  type SenderReport,
  start,
  type Started,
  startFake,
} from './sender-process.ts';
import { addClients, fastSettings, seedCampaign, seedEstate, worldOf } from './sending-stage.ts';

export const estate = 'proof';
/** The fake's half hour passes in so many seconds: 1800 / speed. The faster, the more letters end as held: senders start slowly. */
const killSpeed = 20;

export interface SenderProof {
  readonly kills: number;
  /** Processes that really died by the signal with letters in their hands. */
  readonly killsWithLettersInHand: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly audience: number;
  readonly sent: number;
  readonly excluded: number;
  readonly held: number;
  /** The most letters any address got, by the fake's own account. */
  readonly mostPerRecipient: number;
  /** Addresses with two letters or more. */
  readonly doubled: number;
  /** Addresses that got none and stand neither among the excluded nor on the list of the held. */
  readonly skipped: number;
  /** Letters we call sent that the fake never had. */
  readonly sentButUnheardOf: number;
  /** Of the held: those the fake had accepted. */
  readonly heldThoughAccepted: number;
  readonly isAccountedFor: boolean;
  readonly campaigns: number;
  readonly seconds: number;
}

/** Reads the options, runs the proof, prints its counts; true when the proof holds. */
export async function proveSender(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      kills: { type: 'string', default: '20' },
      letters: { type: 'string' },
      seed: { type: 'string', default: '1' },
      throughput: { type: 'boolean', default: false },
      unbound: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const url = process.env.DATABASE_URL;
  const options = { seed: Number(values.seed), ...(url === undefined ? {} : { databaseUrl: url }) };
  if (values.throughput) {
    const proof = await throughputProof({
      ...options,
      letters: Number(values.letters ?? '10000'),
      isUnbound: values.unbound,
    });
    process.stdout.write(values.json ? `${JSON.stringify(proof, null, 2)}\n` : describeThroughput(proof));
    return (
      proof.accepted === proof.letters &&
      proof.mostPerRecipient === 1 &&
      proof.seconds <= 30 &&
      proof.peakMemoryMb <= 200
    );
  }
  const proof = await senderProof({
    ...options,
    kills: Number(values.kills),
    letters: Number(values.letters ?? '3000'),
  });
  process.stdout.write(values.json ? `${JSON.stringify(proof, null, 2)}\n` : describe(proof));
  return holds(proof);
}

/** Whether nobody got two letters, nobody was skipped, and the counts add up. */
export function holds(proof: SenderProof): boolean {
  return proof.mostPerRecipient <= 1 && proof.skipped === 0 && proof.sentButUnheardOf === 0 && proof.isAccountedFor;
}

/** What goes wrong with a tenth to a half of all calls. `slow` answers in time or after the sender has given up. */
const wildCalls: BehaviourChange = {
  sendFaults: {
    lost_reply: 0.08,
    lost_request: 0.06,
    error_before: 0.05,
    error_after: 0.05,
    slow: 0.3,
    unreadable: 0.02,
    too_many: 0.02,
  },
  slowMs: 250,
  statisticsLagSeconds: 60,
  areCallsLimited: false,
};

/** The proof itself, without words: also run, short, by the tests. Campaigns of `letters` letters until all kills are done. */
export async function senderProof(options: {
  kills: number;
  letters: number;
  seed: number;
  speed?: number;
  databaseUrl?: string;
}): Promise<SenderProof> {
  const startedAt = Date.now();
  const random = seededRandom(options.seed);
  return withStage({ ...options, speed: options.speed ?? killSpeed, behaviour: wildCalls }, async (stage) => {
    const campaigns: string[] = [];
    let killed = 0;
    let inHand = 0;
    while (killed < options.kills) {
      const campaignId = await stage.nextCampaign(options.letters);
      campaigns.push(campaignId);
      const round = await killSenders(stage, campaignId, { kills: options.kills - killed, random });
      killed += round.killed;
      inHand += round.inHand;
    }
    return {
      ...(await countProof(stage, campaigns)),
      kills: killed,
      killsWithLettersInHand: inHand,
      seconds: Math.round((Date.now() - startedAt) / 1000),
    };
  });
}

export interface Stage {
  readonly world: World;
  readonly database: Database;
  readonly fake: FakeProcess;
  readonly order: Omit<SenderOrder, 'campaignId'>;
  /** A new campaign to clients who were never written to. */
  nextCampaign(letters: number): Promise<string>;
}

/** Two senders at a time; each is killed at a random instant and another takes its place, until enough died or all is sent. */
async function killSenders(
  stage: Stage,
  campaignId: string,
  { kills, random }: { kills: number; random: () => number },
): Promise<{ killed: number; inHand: number }> {
  let left = kills;
  let inHand = 0;
  let killed = 0;
  const oneAfterTheOther = async (): Promise<void> => {
    while (left > 0 && !(await isOver(stage, campaignId))) {
      left -= 1;
      const sender = start('send-worker.ts', { ...stage.order, campaignId });
      if (!(await sender.lines.next()).done) await momentToKill(stage, campaignId, { sender, random });
      if (sender.child.exitCode === null) {
        await end(sender.child);
        killed += 1;
        // Asked of the dead: what they held they hold.
        if (await holdsLetters(stage, campaignId, sender)) inHand += 1;
      }
    }
  };
  await Promise.all([oneAfterTheOther(), oneAfterTheOther()]);
  await letFinish(stage, campaignId);
  return { killed, inHand };
}

/** The longest a sender is waited for to take letters up. */
const patienceMs = 2_000;

/** Any instant for one in four; for the others, any instant of a call: there a death is worst. */
async function momentToKill(
  stage: Stage,
  campaignId: string,
  { sender, random }: { readonly sender: Started; readonly random: () => number },
): Promise<void> {
  await sleep(random() * 900);
  if (random() < 0.25) return;
  const until = Date.now() + patienceMs;
  while (Date.now() < until && sender.child.exitCode === null) {
    const { queued } = await countOutbox(stage.database, { estate, campaignId });
    if (queued === 0 || (await holdsLetters(stage, campaignId, sender))) break;
    await sleep(3);
  }
  await sleep(random() * 40);
}

async function holdsLetters(stage: Stage, campaignId: string, { child }: Started): Promise<boolean> {
  const row = await stage.database.one<{ count: number }>(
    sql(`select count(*)::integer as count from crm.outbox
         where estate_id = :'estate' and campaign_id = :'campaign_id' and state = 'claimed' and claimed_by = :'worker'`),
    { estate, campaign_id: campaignId, worker: `sender-${child.pid}` },
  );
  return (row?.count ?? 0) > 0;
}

async function isOver(stage: Stage, campaignId: string): Promise<boolean> {
  const counts = await countOutbox(stage.database, { estate, campaignId });
  return counts.queued + counts.claimed + counts.unknown === 0;
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

async function countProof(
  stage: Stage,
  campaigns: readonly string[],
): Promise<Omit<SenderProof, 'kills' | 'killsWithLettersInHand' | 'seconds'>> {
  const perRecipient = new Map<string, number>();
  for (const { email } of await lettersOf(stage.fake)) perRecipient.set(email, (perRecipient.get(email) ?? 0) + 1);
  const rows = await stage.database.rows<{ state: string; email: string }>(
    sql(`select outbox.state, clients.email from crm.outbox as outbox
         inner join etl.clients as clients on clients.estate_id = outbox.estate_id and clients.client_code = outbox.client_code
         where outbox.estate_id = :'estate'`),
    { estate },
  );
  const of = (...states: string[]) => rows.filter(({ state }) => states.includes(state));
  const got = ({ email }: { readonly email: string }): boolean => perRecipient.has(email);
  const counts = await Promise.all(campaigns.map((campaignId) => countOutbox(stage.database, { estate, campaignId })));
  const sum = (count: (one: (typeof counts)[number]) => number): number =>
    counts.reduce((all, one) => all + count(one), 0);
  const { faults } = await stage.fake.ask('/_fake/counts', z.object({ faults: z.record(z.string(), z.number()) }));
  return {
    faults,
    audience: sum(({ audience }) => audience),
    sent: sum(({ accepted }) => accepted),
    excluded: sum(({ excluded, failed, leftOut }) => excluded + failed + leftOut),
    held: sum(({ held }) => held),
    mostPerRecipient: Math.max(0, ...perRecipient.values()),
    doubled: [...perRecipient.values()].filter((count) => count > 1).length,
    skipped: rows.filter((row) => !got(row) && !['excluded', 'failed', 'held'].includes(row.state)).length,
    sentButUnheardOf: of('accepted').filter((row) => !got(row)).length,
    heldThoughAccepted: of('held').filter(got).length,
    isAccountedFor:
      sum(({ audience }) => audience) ===
      sum(({ accepted, excluded, failed, leftOut, held }) => accepted + excluded + failed + leftOut + held),
    campaigns: campaigns.length,
  };
}

export interface ThroughputProof {
  readonly letters: number;
  readonly accepted: number;
  readonly mostPerRecipient: number;
  readonly calls: number;
  readonly seconds: number;
  /** Processor time of the sender alone: what a loaded machine does not change. */
  readonly cpuSeconds: number;
  readonly peakMemoryMb: number;
  readonly heldMemoryMb: number;
}

/** How Node is told to collect garbage sooner: letters are large texts that live for a second. */
const frugal = ['--max-semi-space-size=4', '--heap-growing-percent=50'];

/** One sender, in a process of its own, real templates, 100 letters a call (Brevo: at most 100 such calls a minute). `isUnbound`: Node's own limits of memory. */
export async function throughputProof(options: {
  letters: number;
  isUnbound?: boolean;
  seed: number;
  databaseUrl?: string;
}): Promise<ThroughputProof> {
  return withStage({ ...options, speed: 1, behaviour: {}, batchSize: 100, timeoutMs: 15_000 }, async (stage) => {
    const campaignId = await stage.nextCampaign(options.letters);
    const report = await letFinish(stage, campaignId, options.isUnbound === true ? [] : frugal);
    if (report?.outcome !== 'sent') throw new Error(`the sender ended with ${JSON.stringify(report)}`);
    const counts = await stage.fake.ask(
      '/_fake/counts',
      z.object({
        mostPerRecipient: z.number(),
        letters: z.object({ accepted: z.number() }),
        calls: z.record(z.string(), z.number()),
      }),
    );
    return {
      letters: options.letters,
      accepted: counts.letters.accepted,
      mostPerRecipient: counts.mostPerRecipient,
      calls: counts.calls['POST /smtp/email'] ?? 0,
      seconds: Math.round(report.sendingMs / 100) / 10,
      cpuSeconds: Math.round(report.cpuMs / 100) / 10,
      peakMemoryMb: report.peakMemoryMb,
      heldMemoryMb: report.heldMemoryMb,
    };
  });
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

function describe(proof: SenderProof): string {
  const faults = Object.entries(proof.faults).map(([fault, count]) => `${fault} ${count}`);
  return [
    `${proof.kills} senders killed (${proof.killsWithLettersInHand} with letters in their hands), ${proof.campaigns} campaigns, ${proof.seconds} s.`,
    `Faults of the fake: ${faults.join(', ') || 'none'}.`,
    `Audience ${proof.audience} = sent ${proof.sent} + excluded ${proof.excluded} + held ${proof.held}: ${proof.isAccountedFor ? 'adds up' : 'DOES NOT ADD UP'}.`,
    `Most letters per recipient ${proof.mostPerRecipient} (${proof.doubled} doubled), skipped ${proof.skipped}, called sent but never accepted ${proof.sentButUnheardOf}, held though accepted ${proof.heldThoughAccepted}.`,
    '',
  ].join('\n');
}

function describeThroughput(proof: ThroughputProof): string {
  return `${proof.accepted} of ${proof.letters} letters accepted in ${proof.seconds} s (${proof.cpuSeconds} s of the sender's processor time), ${proof.calls} calls; the sender held ${proof.heldMemoryMb} MB, at most ${proof.peakMemoryMb} MB.\n`;
}
