/** Senders killed at random instants while calls go wrong: nobody has two letters, nobody is skipped in silence. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { countOutbox } from '../../src/8-campaign/outbox/campaign-to-send.ts';
import { sql } from '../../src/db/sql.ts';
import type { BehaviourChange } from '../../src/fake-brevo/behaviour.ts';
import { end, lettersOf, seededRandom, start, type Started } from '../sender-process.ts';
import { estate, letFinish, type Stage, withStage } from './stage.ts';

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
