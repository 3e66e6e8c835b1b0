/**
 * `npm run prove -- race [--unsubscribes 1000] [--letters 2000] [--unlocked] [--json]`: people unsubscribe while two senders are
 * at work; no letter is accepted for an address once its refusal stands. And fifty people approve the last sixty bottles at
 * once. `--unlocked` writes the refusals past the lock, to show that the proof can fail.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { emailHashOf, registerRefusal } from '../src/4-warehouse/consent/register-refusal.ts';
import { decideRecommendations } from '../src/7-audit/approvals/decide-recommendations.ts';
import { sql } from '../src/db/sql.ts';
import { writeSettings } from '../src/estate/settings-store.ts';
import { proposeBottles } from './proposed-bottles.ts';
import { estate, letFinish, type Stage, withStage } from './sender/stage.ts';
import { lettersOf, seededRandom } from './sender-process.ts';
import { emailOf, fastSettings, worldOf } from './sending-stage.ts';

export interface RaceProof {
  readonly letters: number;
  readonly unsubscribes: number;
  readonly accepted: number;
  /** People who unsubscribed before their letter had left: it did not leave. */
  readonly sparedLetters: number;
  /** Letters accepted after the refusal of their address stood, by the fake's clock. */
  readonly acceptedAfterRefusal: number;
  readonly mostPerRecipient: number;
  /** How long a person who unsubscribes waits. */
  readonly longestWaitMs: number;
  readonly medianWaitMs: number;
  readonly approvals: { readonly people: number; readonly approved: number; readonly bottlesPromised: number };
}

/** Reads the options, runs the proof, prints its counts; true when the proof holds. */
export async function proveRace(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      unsubscribes: { type: 'string', default: '1000' },
      letters: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      unlocked: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const url = process.env.DATABASE_URL;
  const proof = await raceProof({
    unsubscribes: Number(values.unsubscribes),
    letters: Number(values.letters),
    seed: Number(values.seed),
    isUnlocked: values.unlocked,
    ...(url === undefined ? {} : { databaseUrl: url }),
  });
  process.stdout.write(values.json ? `${JSON.stringify(proof, null, 2)}\n` : describe(proof));
  return raceHolds(proof);
}

export function raceHolds(proof: RaceProof): boolean {
  return proof.acceptedAfterRefusal === 0 && proof.mostPerRecipient <= 1 && proof.approvals.bottlesPromised <= 60;
}

/** The proof itself, without words: also run, short, by the tests. */
export async function raceProof(options: {
  unsubscribes: number;
  letters: number;
  seed: number;
  isUnlocked?: boolean;
  databaseUrl?: string;
}): Promise<RaceProof> {
  const behaviour = { sendFaults: { slow: 0.3 }, slowMs: 40, areCallsLimited: false };
  return withStage({ ...options, speed: 1, behaviour, batchSize: 20, timeoutMs: 5000, wireMs: 60 }, async (stage) => {
    const campaignId = await stage.nextCampaign(options.letters);
    const senders = [letFinish(stage, campaignId), letFinish(stage, campaignId)];
    await firstLetter(stage);
    const refusals = await refuseAll(stage, options);
    await Promise.all(senders);
    return { ...(await countRace(stage, refusals, options)), approvals: await lastBottles(stage) };
  });
}

interface Refusal {
  readonly email: string;
  /** The fake's milliseconds at which the refusal was written, just before its commit; and how long the person waited. */
  readonly atMs: number;
  readonly waitedMs: number;
}

async function firstLetter(stage: Stage): Promise<void> {
  while ((await lettersOf(stage.fake)).length === 0) await sleep(20);
}

/** Ten people at a time, in an order drawn from the seed. */
async function refuseAll(
  stage: Stage,
  {
    unsubscribes,
    letters,
    seed,
    isUnlocked = false,
  }: { unsubscribes: number; letters: number; seed: number; isUnlocked?: boolean },
): Promise<readonly Refusal[]> {
  const random = seededRandom(seed);
  const emails = Array.from({ length: letters }, (_, at) => ({ email: emailOf(at + 1), rank: random() }))
    .sort((one, other) => one.rank - other.rank)
    .slice(0, unsubscribes)
    .map(({ email }) => email);
  const refusals: Refusal[] = [];
  const refuseSome = async (): Promise<void> => {
    for (let email = emails.pop(); email !== undefined; email = emails.pop()) {
      refusals.push(await refuse(stage, email, isUnlocked));
      // Spread over the time the letters take to leave.
      await sleep(random() * 150);
    }
  };
  await Promise.all(Array.from({ length: 8 }, refuseSome));
  return refusals;
}

async function refuse({ database }: Stage, email: string, isUnlocked: boolean): Promise<Refusal> {
  const startedAt = performance.now();
  let atMs = 0;
  await database.transaction(async (session) => {
    if (isUnlocked) {
      await session.execute(pastTheLock, { estate, hash: emailHashOf(email) });
    } else {
      await registerRefusal(session, {
        estate,
        about: { emailHash: emailHashOf(email) },
        event: 'unsubscribe',
        evidence: 'letter:proof',
        on: '2026-11-17',
      });
    }
    atMs = Date.now();
  });
  // Past the lock only the commit counts, which is a little later.
  return { email, atMs: isUnlocked ? Date.now() : atMs, waitedMs: performance.now() - startedAt };
}

const pastTheLock = sql(`
  insert into etl.suppressions (estate_id, subject_hash, reason, since_on)
  values (:'estate', :'hash', 'unsubscribe', '2026-11-17')`);

async function countRace(
  stage: Stage,
  refusals: readonly Refusal[],
  { letters }: { letters: number },
): Promise<Omit<RaceProof, 'approvals'>> {
  const acceptedAt = new Map<string, number[]>();
  for (const { email, acceptedAtMs } of await lettersOf(stage.fake)) {
    acceptedAt.set(email, [...(acceptedAt.get(email) ?? []), acceptedAtMs]);
  }
  const waits = refusals.map(({ waitedMs }) => waitedMs).sort((one, other) => one - other);
  return {
    letters,
    unsubscribes: refusals.length,
    accepted: acceptedAt.size,
    sparedLetters: refusals.filter(({ email }) => !acceptedAt.has(email)).length,
    acceptedAfterRefusal: refusals.filter(({ email, atMs }) => acceptedAt.get(email)?.some((at) => at > atMs)).length,
    mostPerRecipient: Math.max(0, ...[...acceptedAt.values()].map((times) => times.length)),
    longestWaitMs: Math.round(waits.at(-1) ?? 0),
    medianWaitMs: Math.round(waits[Math.floor(waits.length / 2)] ?? 0),
  };
}

/** Fifty people at once, each approving six bottles of the last sixty for another client. */
async function lastBottles({ database, world }: Stage): Promise<RaceProof['approvals']> {
  await writeSettings(database, { estate, actor: 'proof', changes: { ...fastSettings, approval: {} } });
  const home = world.folders.root.slice(0, -estate.length - 1);
  const alone = await worldOf(database, { estate, home, clock: world.clock });
  const people = Array.from({ length: 50 }, (_, at) => `B${at}`);
  await proposeBottles(database, { estate, clientCodes: people, free: 60 });
  const now = world.clock();
  const answers = await Promise.all(
    people.map((clientCode) =>
      decideRecommendations(alone, { scope: 'client', clientCode }, { decision: 'approved', by: 'Élise' }, now),
    ),
  );
  const promised = await database.one<{ bottles: number }>(
    sql(
      `select coalesce(sum(bottles), 0)::integer as bottles from crm.bottle_reservations where estate_id = :'estate'`,
    ),
    { estate },
  );
  return {
    people: people.length,
    approved: answers.filter((answer) => 'approvalId' in answer).length,
    bottlesPromised: promised?.bottles ?? 0,
  };
}

function describe(proof: RaceProof): string {
  const { people, approved, bottlesPromised } = proof.approvals;
  return [
    `${proof.unsubscribes} people unsubscribed while ${proof.letters} letters left: ${proof.accepted} were accepted, ${proof.sparedLetters} spared.`,
    `Accepted after the refusal stood: ${proof.acceptedAfterRefusal}. Most letters per recipient: ${proof.mostPerRecipient}.`,
    `Whoever unsubscribed waited ${proof.medianWaitMs} ms (median), ${proof.longestWaitMs} ms at most.`,
    `${people} people approved the last 60 bottles at once, six each: ${approved} could, ${bottlesPromised} bottles promised.`,
    '',
  ].join('\n');
}
