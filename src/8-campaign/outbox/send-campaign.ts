/**
 * Sends a campaign: open → claim → check → send → mark, one call after the other, by as many senders at once as one likes. Whatever
 * was approved and is no longer so (a letter, a template, the sender, a price) holds it before its first letter. It never
 * sleeps: where it has to wait it says until when, and is called again. Killed at any instant it leaves letters that are
 * surely sent, surely not, or unknown; the next call finds out which (docs: promises 1 to 5).
 */
import { loadSql } from '../../db/sql.ts';
import { RefusedByRule } from '../../errors.ts';
import { type Sentence, sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import { campaignCan } from '../campaign.ts';
import { unknownCampaign } from '../campaigns/campaign-row.ts';
import { openSending } from '../campaigns/open-sending.ts';
import { sendingInstance, settleMark } from '../instance/sending-instance.ts';
import type { BatchAnswer } from '../mailer.ts';
import {
  type CampaignToSend,
  countOutbox,
  isAccountedFor,
  moveCampaign,
  type OutboxCounts,
  readCampaign,
} from './campaign-to-send.ts';
import { claimLetters, holdCampaign } from './claim.ts';
import { dryRun, notSending } from './gate.ts';
import { handOver } from './hand-over.ts';
import { type Rehearsal, rehearseCampaign } from './rehearse-campaign.ts';
import type { ClaimedBatch, OpenSending, Sending } from './sending.ts';
import { settleUnknown } from './settle-unknown.ts';

const lockEstate = loadSql(import.meta.url, './lock-estate.sql');
const holdQueued = loadSql(import.meta.url, './hold-queued.sql');

/**
 * `sent`: every letter has its last word. `waiting`: it goes on by itself, from `until` on. `held`: a person has to look.
 * `refused`: not here, or not in this state. `interrupted`: the caller wanted to stop. `rehearsed`: a dry run.
 */
export interface SendReport {
  readonly outcome: 'sent' | 'waiting' | 'held' | 'refused' | 'interrupted' | 'rehearsed';
  readonly code?: string;
  readonly sentence?: Sentence;
  readonly until?: Date;
  /** What a dry run found. */
  readonly rehearsal?: Rehearsal;
  readonly counts: OutboxCounts;
}

type Ending = Omit<SendReport, 'counts'>;

/** Where there is nothing to do but to try again. */
const patienceMs = 60_000;
/** How often letters of unknown outcome are looked up while others leave. */
const settleEveryMs = 60_000;
/** A channel that refuses so many letters in a row refuses us, not them. */
const refusedInARow = 3;

/**
 * Sends what may be sent now; with the dry-run mailer, only says what would leave and writes nothing. Throws RefusedByRule
 * when the channel is not the campaign's or the sender's address is missing, Failure('UNKNOWN_CAMPAIGN'), and what the
 * database throws.
 */
export async function sendCampaign(world: World, sending: Sending): Promise<SendReport> {
  const key = { estate: world.estate, campaignId: sending.campaignId };
  const campaign = await readCampaign(world.database, key);
  if (!campaign) throw unknownCampaign(sending.campaignId);
  const ending = await sendOrRehearse(world, sending, campaign);
  const counts = await countOutbox(world.database, key);
  world.log.info('campaign sending ended', { ...key, outcome: ending.outcome, code: ending.code, ...plain(counts) });
  return { ...ending, counts };
}

async function sendOrRehearse(world: World, sending: Sending, campaign: CampaignToSend): Promise<Ending> {
  if (sending.mailer.channel === 'dry_run') {
    return { outcome: 'rehearsed', rehearsal: await rehearseCampaign(world, sending) };
  }
  if (campaign.isDryRun) return { outcome: 'refused', code: 'DRY_RUN', sentence: dryRun };
  refuseChannel(campaign, sending);
  if (world.settings.sender.email === '') throw new RefusedByRule('NO_SENDER', noSender);
  // Before the channel is called for anything: a restored copy does not even look up.
  const instance = await sendingInstance(world.database, world);
  if (instance.state !== 'confirmed') {
    return { outcome: 'refused', code: 'INSTANCE_NOT_CONFIRMED', sentence: instance.sentence };
  }
  await settleUnknown(world, sending);
  await holdWhatWasStopped(world, sending);
  const opened = await openSending(world, sending);
  const ending =
    'refusedBecause' in opened
      ? await endUnopened(world, sending, opened.sentence)
      : await sendLoop(world, { ...sending, render: opened.render });
  await settleMarkInTurn(world);
  return ending;
}

/** Something of what was approved has changed. A campaign whose letters have all left is not held for it. */
async function endUnopened(world: World, sending: Sending, why: Sentence): Promise<Ending> {
  const key = { estate: world.estate, campaignId: sending.campaignId };
  const campaign = await readCampaign(world.database, key);
  if (campaign && !campaignCan[campaign.state].send) {
    return { outcome: 'refused', code: 'NOT_SENDING', sentence: notSending(campaign) };
  }
  const { queued } = await countOutbox(world.database, key);
  return queued === 0 ? finish(world, sending) : hold(world, sending, 'CHANGED_SINCE', why);
}

async function settleMarkInTurn(world: World): Promise<void> {
  await world.database.transaction(async (session) => {
    await session.execute(lockEstate, { estate_id: world.estate });
    await settleMark(session, world);
  });
}

async function sendLoop(world: World, sending: OpenSending): Promise<Ending> {
  let credits = await sending.mailer.creditsLeft?.();
  let refusals = 0;
  let settledAt = sending.now().getTime();
  for (;;) {
    if (sending.shouldStop?.() === true) return { outcome: 'interrupted' };
    // A long sending must not let its own unknown letters grow too old to be repeated.
    if (sending.now().getTime() - settledAt >= settleEveryMs) {
      await settleUnknown(world, sending);
      settledAt = sending.now().getTime();
    }
    const claim = await claimLetters(world, sending, credits);
    if (claim.kind === 'again') continue;
    if (claim.kind === 'closed') return closed(claim.gate);
    if (claim.kind === 'empty') return finish(world, sending);
    const handed = await handOver(world, sending, claim.batch);
    if (handed.kind === 'is_stopping') return standStill(sending);
    if (handed.kind !== 'answered') continue;
    const ending = await afterAnswer(world, sending, claim.batch, handed.answer);
    if (ending) return ending;
    const tally = tallyOf(handed.answer);
    if (credits !== undefined) credits -= tally.accepted;
    refusals = tally.refused > 0 && tally.accepted === 0 ? refusals + tally.refused : 0;
    if (refusals >= refusedInARow) return hold(world, sending, 'REFUSED_IN_A_ROW', lastRefusal(handed.answer));
  }
}

function closed(gate: Extract<Awaited<ReturnType<typeof claimLetters>>, { kind: 'closed' }>['gate']): Ending {
  const { code, sentence: why } = gate;
  if (gate.verdict === 'wait') {
    return { outcome: 'waiting', code, sentence: why, ...(gate.until ? { until: gate.until } : {}) };
  }
  return { outcome: gate.verdict === 'hold' ? 'held' : 'refused', code, sentence: why };
}

/** Somebody pauses or stops the campaign, and waits for other calls under way: nothing to do but to ask again. */
function standStill(sending: Sending): Ending {
  const until = new Date(sending.now().getTime() + 1000);
  return { outcome: 'waiting', code: 'BEING_CHANGED', sentence: beingChanged, until };
}

/** What an answer means for the sender: undefined to go on. */
async function afterAnswer(
  world: World,
  sending: Sending,
  { isRepeat }: ClaimedBatch,
  answer: BatchAnswer,
): Promise<Ending | undefined> {
  const now = sending.now();
  if (answer.outcome === 'wait') {
    const until = new Date(now.getTime() + answer.seconds * 1000);
    return { outcome: 'waiting', code: 'CHANNEL_BUSY', sentence: answer.sentence, until };
  }
  if (answer.outcome === 'halt') return hold(world, sending, answer.code, answer.sentence);
  const [first] = answer.letters;
  const isAway = answer.letters.every((one) => one.outcome === 'not_sent' && one.reason === 'unreachable');
  if (!isAway || first?.outcome !== 'not_sent' || isRepeat) return undefined;
  const until = new Date(now.getTime() + patienceMs);
  return { outcome: 'waiting', code: 'CHANNEL_AWAY', sentence: first.sentence, until };
}

async function hold(world: World, sending: Sending, code: string, why: Sentence): Promise<Ending> {
  await world.database.transaction(async (session) => {
    await session.execute(lockEstate, { estate_id: world.estate });
    await holdCampaign(session, world, sending.campaignId, { code, sentence: why }, sending.now());
  });
  return { outcome: 'held', code, sentence: why };
}

/** The last word on a campaign: only when every client of its audience is sent, excluded or held. */
async function finish(world: World, sending: Sending): Promise<Ending> {
  const key = { estate: world.estate, campaignId: sending.campaignId };
  const now = sending.now();
  return world.database.transaction(async (session) => {
    await session.execute(lockEstate, { estate_id: world.estate });
    const counts = await countOutbox(session, key);
    const pending = counts.queued + counts.claimed + counts.unknown;
    if (pending > 0) {
      const until = counts.nextAt ?? new Date(now.getTime() + patienceMs);
      return { outcome: 'waiting', code: 'OUTCOME_UNKNOWN', sentence: lookingUp, until };
    }
    if (!isAccountedFor(counts)) {
      await holdCampaign(session, world, sending.campaignId, { code: 'DOES_NOT_ADD_UP', sentence: doesNotAddUp }, now);
      return { outcome: 'held', code: 'DOES_NOT_ADD_UP', sentence: doesNotAddUp };
    }
    await moveCampaign(session, key, { from: ['approved', 'sending'], to: 'sent', at: now, by: world.actor });
    return { outcome: 'sent' };
  });
}

/** A letter of a stopped campaign that turns out not to have been sent is not sent any more. */
async function holdWhatWasStopped(world: World, { campaignId }: Sending): Promise<void> {
  const campaign = await readCampaign(world.database, { estate: world.estate, campaignId });
  if (campaign?.state !== 'stopped') return;
  await world.database.execute(holdQueued, { estate_id: world.estate, campaign_id: campaignId, code: 'STOPPED' });
}

function refuseChannel({ channel }: CampaignToSend, { mailer }: Sending): void {
  if (mailer.channel === channel) return;
  throw new RefusedByRule(
    'WRONG_CHANNEL',
    sentence(
      `Cette campagne part par ${channel} ; le canal ouvert est ${mailer.channel}.`,
      `This campaign leaves by ${channel}; the channel that is open is ${mailer.channel}.`,
    ),
  );
}

function tallyOf(answer: BatchAnswer): { readonly accepted: number; readonly refused: number } {
  const letters = answer.outcome === 'answered' ? answer.letters : [];
  return {
    accepted: letters.filter(({ outcome }) => outcome === 'accepted').length,
    refused: letters.filter(({ outcome }) => outcome === 'refused').length,
  };
}

function lastRefusal(answer: BatchAnswer): Sentence {
  const letters = answer.outcome === 'answered' ? answer.letters : [];
  const last = letters.findLast((one) => one.outcome === 'refused');
  return last?.outcome === 'refused' ? last.sentence : doesNotAddUp;
}

function plain({ nextAt: _nextAt, ...counts }: OutboxCounts): Omit<OutboxCounts, 'nextAt'> {
  return counts;
}

const noSender = sentence(
  "L'adresse qui envoie n'est pas réglée : renseignez sender.email dans les réglages.",
  'The address that sends is not set: fill in sender.email in the settings.',
);
const beingChanged = sentence(
  "Quelqu'un met la campagne en pause ou l'arrête en ce moment.",
  'Somebody is pausing or stopping the campaign at this moment.',
);
const lookingUp = sentence(
  'Des lettres attendent que leur sort soit connu ; Cuvée le vérifie avant de conclure.',
  'Some letters wait until what became of them is known; Cuvée looks it up before it concludes.',
);
const doesNotAddUp = sentence(
  'Le compte des destinataires ne tombe pas juste : la campagne est suspendue, prévenez qui tient Cuvée.',
  'The audience does not add up: the campaign is held; tell whoever keeps Cuvée.',
);
