/**
 * `npm run prove -- webhooks [--letters N] [--seed S] [--json]`: letters go out through the fake Brevo, and what comes back is a
 * storm: a fifth is lost, much is told twice, late, out of order, in arrays, in seconds or milliseconds; strangers post; the
 * database is away for two hours; readers are interrupted. After reconciling, our records must equal what really happened.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readInbox } from '../src/8-campaign/events/read-inbox.ts';
import { reconcile, type Reconciliation } from '../src/8-campaign/events/reconcile.ts';
import { createLinkMaker } from '../src/8-campaign/links/link-maker.ts';
import { createPublicServer } from '../src/api/public-server.ts';
import { webhookUrl } from '../src/api/webhook-path.ts';
import { type Database, openDatabase } from '../src/db/database.ts';
import { removeEmbedded } from '../src/db/embedded.ts';
import { migrate } from '../src/db/migrate.ts';
import { sql } from '../src/db/sql.ts';
import { startFakeBrevo } from '../src/fake-brevo/start.ts';
import type { World } from '../src/world.ts';
import { type Difference, differencesFrom, factsAnswered } from './webhooks-truth.ts';
import { mayBreak } from './weather.ts';
import {
  arrange,
  brevoOf,
  campaignId,
  estate,
  openProofWorld,
  planLetters,
  type PlannedLetter,
  secret,
  send,
  sender,
  type Stage,
  stormy,
} from './webhooks-stage.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

export interface WebhooksProof {
  readonly letters: number;
  /** What the fake knows to have happened, opens aside. */
  readonly eventsOfTheTruth: number;
  readonly posts: number;
  readonly lostByBrevo: number;
  /** Answers we gave, by status; `404` are strangers without the secret. */
  readonly answers: Readonly<Record<string, number>>;
  /** Events Brevo threw away because of an answer of ours: must be 0. */
  readonly discarded: number;
  readonly interruptedReads: number;
  readonly factsBeforeReconciling: number;
  readonly factsMended: number;
  /** Facts a second reconciliation still found: must be 0. */
  readonly factsOfSecondReconciliation: number;
  readonly refusals: number;
  readonly parked: number;
  readonly differences: readonly Difference[];
}

/** Reads the options, runs the proof, prints its counts; true when our records equal the truth. */
export async function proveWebhooks(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      letters: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  const proof = await webhooksProof({
    letters: Number(values.letters),
    seed: Number(values.seed),
    ...(process.env.DATABASE_URL === undefined ? {} : { databaseUrl: process.env.DATABASE_URL }),
  });
  process.stdout.write(values.json ? `${JSON.stringify(proof, null, 2)}\n` : describe(proof));
  return isProved(proof);
}

function isProved({ differences, discarded, factsOfSecondReconciliation }: WebhooksProof): boolean {
  return differences.length === 0 && discarded === 0 && factsOfSecondReconciliation === 0;
}

interface ProofOptions {
  readonly letters: number;
  readonly seed: number;
  readonly databaseUrl?: string;
}

/** The proof itself, without words: also run, short, by the tests. */
export async function webhooksProof(options: ProofOptions): Promise<WebhooksProof> {
  const folder = mkdtempSync(join(tmpdir(), 'cuvee-prove-'));
  const server = await openDatabase({
    ...(options.databaseUrl === undefined ? {} : { url: options.databaseUrl }),
    embeddedFolder: join(folder, 'postgres'),
    keep: true,
  });
  const name = `prove_webhooks_${process.pid}`;
  try {
    await server.execute(sql(`create database ${name}`));
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    const database = await openDatabase({ url: url.href, embeddedFolder: '' });
    try {
      await migrate(database);
      return await weatherTheStorm(database, folder, options);
    } finally {
      await database.close();
    }
  } finally {
    await server.execute(sql(`drop database if exists ${name} with (force)`));
    await server.close();
    if (options.databaseUrl === undefined) await removeEmbedded({ folder: join(folder, 'postgres') });
    rmSync(folder, { recursive: true, force: true });
  }
}

async function weatherTheStorm(database: Database, home: string, options: ProofOptions): Promise<WebhooksProof> {
  const fake = await startFakeBrevo({ seed: options.seed, behaviour: stormy });
  const weather = mayBreak(database);
  const world = await openProofWorld(weather.database, home, fake);
  const app = createPublicServer({
    database: weather.database,
    secret,
    publicUrl: 'http://127.0.0.1',
    clock: world.clock,
    log: world.log,
    answerWithinMs: 150,
  });
  try {
    const publicUrl = await app.listen({ port: 0, host: '127.0.0.1' });
    const stage: Stage = {
      world,
      weather,
      fake,
      brevo: brevoOf(fake),
      publicUrl,
      letters: planLetters(options.letters),
      answers: new Map(),
    };
    await arrange(stage);
    return await runStorm(stage);
  } finally {
    await app.close();
    await fake.close();
  }
}

async function runStorm(stage: Stage): Promise<WebhooksProof> {
  const { fake, letters, world } = stage;
  const half = Math.ceil(letters.length / 2);
  await send(stage, letters.slice(0, half));
  await letTimePass(stage, { forMs: hourMs, stepMs: 10 * minuteMs });
  await send(stage, letters.slice(half));
  await fake.control.advance(minuteMs);
  stage.weather.breakDatabase();
  await fake.control.advance(2 * hourMs);
  stage.weather.mendDatabase();
  await postAsStrangers(stage);
  const left = await leaveByPage(stage);
  leaveNewsletter(stage);
  // A person may answer for days; retries end 8 hours after the first try.
  await letTimePass(stage, { forMs: 7 * 24 * hourMs, stepMs: 6 * hourMs });

  const before = await countFacts(world);
  const since = new Date(fake.control.now().getTime() - 10 * 24 * hourMs);
  const first = await reconcileAll(stage, since);
  const second = await reconcile(world, stage.brevo, { since, now: world.clock() });
  return report(stage, { before, left, first, second });
}

/** Time passes in steps; after each the inbox is read, now by two readers at once, now by one who is interrupted first. */
async function letTimePass(
  { fake, world, weather }: Stage,
  { forMs, stepMs }: { forMs: number; stepMs: number },
): Promise<void> {
  for (let step = 0; step * stepMs < forMs; step++) {
    await fake.control.advance(stepMs);
    if (step % 3 === 0) await weather.interrupted(() => readInbox(world, { now: world.clock() }));
    const readers = step % 2 === 0 ? 2 : 1;
    await Promise.all(Array.from({ length: readers }, () => readInbox(world, { now: world.clock() })));
  }
}

/** Strangers: without the secret, with events of letters that are not ours, of ours with another address, and 5 MB of nothing. */
async function postAsStrangers({ publicUrl, fake, letters, answers }: Stage): Promise<void> {
  const url = webhookUrl(publicUrl, secret, estate);
  const at = fake.control.now().getTime();
  const [ours] = fake.control.letters();
  const forged = (event: string, more: Record<string, unknown>): Record<string, unknown> => ({
    event,
    email: 'personne@ailleurs.test',
    'message-id': '<1.2@ailleurs.test>',
    ts_epoch: at,
    ...more,
  });
  const claims = [
    forged('delivered', {}),
    forged('click', { link: 'https://ailleurs.test/' }),
    forged('click', { 'message-id': ours?.messageId, link: 'https://ailleurs.test/' }),
    forged('unsubscribed', { 'X-Mailin-custom': letters[0]?.letterId }),
    forged('hard_bounce', { tags: [`lot-${letters[0]?.batchId}`], reason: 'a\0b \ud800' }),
  ];
  const bodies: [string, string | Buffer][] = [
    [url.replace(/brevo\/../, 'brevo/zz'), JSON.stringify(claims)],
    [`${publicUrl}/webhooks/brevo/${'0'.repeat(64)}${estate}`, JSON.stringify(claims)],
    [url, JSON.stringify(claims)],
    [url, `[${' '.repeat(5_000_000)}]`],
    [url, JSON.stringify([forged('delivered', { reason: 'x'.repeat(4_900_000) })])],
    [url, Buffer.from([0x7b, 0x00, 0xff, 0xfe])],
    [url, 'not JSON at all'],
    [url, ''],
  ];
  for (const [to, body] of bodies) {
    const status = await untilTaken(() => fetch(to, { method: 'POST', body }));
    answers.set(String(status), (answers.get(String(status)) ?? 0) + 1);
  }
}

/** One reader in forty leaves on our own page; link scanners have been there before them. Gives their letters. */
async function leaveByPage({ publicUrl, letters }: Stage): Promise<readonly PlannedLetter[]> {
  const links = createLinkMaker({ secret, publicUrl, estate });
  const leaving = letters.filter((_, index) => index % 40 === 7);
  for (const { letterId } of letters.slice(0, 200)) await (await fetch(links.unsubscribe(letterId))).arrayBuffer();
  for (const { letterId } of leaving) {
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    const status = await untilTaken(() => fetch(links.oneClick(letterId), { method: 'POST', body }));
    if (status !== 200) throw new Error(`the page answered ${status}`);
  }
  return leaving;
}

/** Asks again while the server says so, as it does when the machine is slow: this proof gives the database 150 ms. */
async function untilTaken(ask: () => Promise<Response>): Promise<number> {
  for (let time = 0; ; time++) {
    const answer = await ask();
    await answer.arrayBuffer();
    if (![429, 503].includes(answer.status) || time === 20) return answer.status;
    await sleep(200);
  }
}

/** A newsletter made at Brevo's loses a reader in a hundred. */
function leaveNewsletter({ fake, letters }: Stage): void {
  for (const { email } of newsletterLeavers(letters)) {
    fake.control.happenInMarketing({ event: 'unsubscribed', email, campaignId: 42, campaignName: 'Noël' });
  }
}

function newsletterLeavers(letters: readonly PlannedLetter[]): readonly PlannedLetter[] {
  return letters.filter((_, index) => index % 100 === 13);
}

/** Reconciles until Brevo was told of everybody: one pass tells it of 500. */
async function reconcileAll({ world, brevo }: Stage, since: Date): Promise<Reconciliation> {
  const first = await reconcile(world, brevo, { since, now: world.clock() });
  for (let told = first.told; told > 0; ) {
    told = (await reconcile(world, brevo, { since, now: world.clock() })).told;
  }
  return first;
}

async function countFacts(world: World): Promise<number> {
  const row = await world.database.one<{ count: number }>(
    sql(`select count(*)::integer as count from crm.letter_events where estate_id = :'estate'`),
    { estate },
  );
  return row?.count ?? 0;
}

interface Outcome {
  readonly before: number;
  readonly left: readonly PlannedLetter[];
  readonly first: Reconciliation;
  readonly second: Reconciliation;
}

async function report(stage: Stage, { before, left, first, second }: Outcome): Promise<WebhooksProof> {
  const { fake, letters, world, answers, weather } = stage;
  const { deliveries } = fake.control.counts();
  const attempts = fake.control.deliveries().flatMap((delivery) => delivery.attempts);
  for (const { status } of attempts) answers.set(String(status), (answers.get(String(status)) ?? 0) + 1);
  // The newsletter's webhook may itself have been lost; then only Brevo's own campaigns know of it, and it writes no letters.
  const heard = fake.control.deliveries().filter(({ state, webhookId }) => webhookId === 3 && state !== 'dropped');
  const newsletter = newsletterLeavers(letters).filter(({ email }) =>
    heard.some(({ body }) => body.includes(`"${email}"`)),
  );
  const parked = await world.database.one<{ count: number }>(
    sql(`select count(*)::integer as count from crm.parked_events where estate_id = :'estate'`),
    { estate },
  );
  const truth = { fake, sender, campaignId, letters, left, newsletter, strangers: ['personne@ailleurs.test'] };
  const { differences, refusals } = await differencesFrom(world, truth);
  return {
    letters: letters.length,
    eventsOfTheTruth: factsAnswered(fake).length,
    posts: attempts.length,
    lostByBrevo: deliveries.dropped,
    answers: Object.fromEntries([...answers].sort(([one], [other]) => (one < other ? -1 : 1))),
    discarded: deliveries.discarded,
    interruptedReads: weather.interruptions(),
    factsBeforeReconciling: before,
    factsMended: first.inbox.facts,
    factsOfSecondReconciliation: second.inbox.facts,
    refusals,
    parked: parked?.count ?? 0,
    differences,
  };
}

function describe(proof: WebhooksProof): string {
  const answers = Object.entries(proof.answers).map(([status, count]) => `${status}: ${count}`);
  return [
    `${proof.letters} letters, ${proof.eventsOfTheTruth} things happened to them; ${proof.posts} posts (${answers.join(', ')}), ${proof.lostByBrevo} never posted, ${proof.discarded} thrown away by Brevo.`,
    `${proof.interruptedReads} readers interrupted. ${proof.factsBeforeReconciling} facts before reconciling, ${proof.factsMended} mended by it, ${proof.factsOfSecondReconciliation} left for a second one.`,
    `${proof.refusals} addresses refused, here and in both channels of Brevo; ${proof.parked} events parked.`,
    `${proof.differences.length} differences from what really happened.`,
    ...proof.differences.slice(0, 20).map(({ what, ours, truth }) => `  ${what}: ours ${ours}, truth ${truth}`),
    '',
  ].join('\n');
}
