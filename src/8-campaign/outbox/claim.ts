/**
 * Takes letters of a campaign into a sender's hands: one transaction, one sender after the other for an estate, in which all is
 * asked that may forbid them. What passes is claimed until a lease ends; what does not is excluded with its reason.
 */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { addDays } from '../../values/day.ts';
import type { Sentence } from '../../values/sentence.ts';
import { uuidV7 } from '../../values/uuid.ts';
import type { World } from '../../world.ts';
import { campaignCan } from '../campaign.ts';
import { unknownCampaign } from '../campaigns/campaign-row.ts';
import { moveMark, sendingInstance } from '../instance/sending-instance.ts';
import type { OutboxLetter } from '../letters-of/outbox-letter.ts';
import { type CampaignKey, type CampaignToSend, moveCampaign, readCampaign } from './campaign-to-send.ts';
import { instantOf, localTimeOf } from './estate-clock.ts';
import { type Gate, gateOf } from './gate.ts';
import { readGateFacts } from './gate-facts.ts';
import { judgeLetters } from './judge-letters.ts';
import { type Allowance, allowanceAt, type PaceFacts, paceOf } from './pace.ts';
import type { ClaimedBatch, ClaimedLetter, Sending } from './sending.ts';

const lockEstate = loadSql(import.meta.url, './lock-estate.sql');
const selectAnyQueued = loadSql(import.meta.url, './is-any-queued.sql');
const selectPaceFacts = loadSql(import.meta.url, './pace-facts.sql');
const pickLetters = loadSql(import.meta.url, './pick-letters.sql');
const excludeLetters = loadSql(import.meta.url, './exclude-letters.sql');
const claimPicked = loadSql(import.meta.url, './claim-letters.sql');
const holdQueued = loadSql(import.meta.url, './hold-queued.sql');

/** `empty`: no letter waits that may be taken up now. `again`: all that were picked are excluded. */
export type Claim =
  | { readonly kind: 'letters'; readonly batch: ClaimedBatch }
  | { readonly kind: 'again' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'closed'; readonly gate: Exclude<Gate, { verdict: 'open' }> };

/** The letters of the next call. `creditsLeft`: what the channel's account may still send, where it counts. */
export async function claimLetters(world: World, sending: Sending, creditsLeft: number | undefined): Promise<Claim> {
  const now = sending.now();
  const key = { estate: world.estate, campaignId: sending.campaignId };
  return world.database.transaction(async (session) => {
    await session.execute(lockEstate, { estate_id: world.estate });
    const campaign = await readCampaign(session, key);
    if (!campaign) throw unknownCampaign(sending.campaignId);
    if (campaignCan[campaign.state].send && !(await isAnyQueued(session, key))) return { kind: 'empty' };
    const instance = await sendingInstance(session, world);
    const gate = gateOf({ ...(await readGateFacts(session, world, campaign, now)), instance });
    if (gate.verdict === 'hold') await holdCampaign(session, world, campaign.campaignId, gate, now);
    if (gate.verdict !== 'open') return { kind: 'closed', gate };
    const allowance = await readAllowance(session, world, campaign, { now, creditsLeft });
    const picked = await pick(session, world, sending, { now, limit: allowance.letters });
    if (picked.length === 0) return nothingPicked(allowance);
    if (campaign.state === 'approved') {
      await moveCampaign(session, key, { from: ['approved'], to: 'sending', at: now, by: world.actor });
    }
    const standing = await excludeForbidden(session, world, { campaign, picked, now });
    if (standing.length === 0) return { kind: 'again' };
    await moveMark(session, world, instance);
    return { kind: 'letters', batch: await take(session, world, { sending, letters: standing, now }) };
  });
}

async function isAnyQueued(session: Session, { estate, campaignId }: CampaignKey): Promise<boolean> {
  const row = await session.one<{ is_queued: boolean }>(selectAnyQueued, {
    estate_id: estate,
    campaign_id: campaignId,
  });
  return row?.is_queued === true;
}

/** A campaign that a person has to look at: nothing more leaves until they resume it. Letters too late are held for good. */
export async function holdCampaign(
  session: Session,
  world: World,
  campaignId: string,
  { code, sentence: why }: { readonly code: string; readonly sentence: Sentence },
  at: Date,
): Promise<void> {
  const key = { estate: world.estate, campaignId };
  const isHeld = await moveCampaign(session, key, {
    from: ['approved', 'sending'],
    to: 'held',
    at,
    by: 'cuvee',
    reason: why.fr,
  });
  if (isHeld && code === 'WINDOW_OVER') {
    await session.execute(holdQueued, { estate_id: world.estate, campaign_id: campaignId, code });
  }
}

async function readAllowance(
  session: Session,
  world: World,
  campaign: CampaignToSend,
  { now, creditsLeft }: { readonly now: Date; readonly creditsLeft: number | undefined },
): Promise<Allowance> {
  const { timezone } = world.settings.week;
  const pace = paceOf(campaign.pace, world.settings.campaigns);
  const { day } = localTimeOf(now, timezone);
  const facts = await session.one<Omit<PaceFacts, 'creditsLeft'>>(selectPaceFacts, {
    estate_id: world.estate,
    campaign_id: campaign.campaignId,
    timezone,
    day_start: instantOf(day, 0, timezone).toISOString(),
    canary_size: pace.canarySize,
    is_warming_up: pace.warmUp.length > 0,
  });
  if (!facts) throw new Error('pace-facts.sql gives one row');
  const tomorrow = instantOf(addDays(day, 1), 0, timezone);
  return allowanceAt(now, pace, { ...facts, creditsLeft }, tomorrow);
}

function nothingPicked(allowance: Allowance): Claim {
  if (!('code' in allowance)) return { kind: 'empty' };
  const { code, until, sentence: why } = allowance;
  return { kind: 'closed', gate: { verdict: 'wait', code, until, sentence: why } };
}

interface PickedLetter extends Omit<ClaimedLetter, 'email'> {
  readonly letter: OutboxLetter;
  readonly letterHash: string;
  readonly batchId: string | null;
  readonly firstTriedAt: Date | null;
}

async function pick(
  session: Session,
  world: World,
  { campaignId, mailer }: Sending,
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<readonly PickedLetter[]> {
  return session.rows<PickedLetter>(pickLetters, {
    estate_id: world.estate,
    campaign_id: campaignId,
    now: now.toISOString(),
    limit: Math.min(limit, mailer.lettersPerCall, world.settings.campaigns.batch_size),
  });
}

interface StandingLetter extends PickedLetter {
  readonly email: string;
}

async function excludeForbidden(
  session: Session,
  world: World,
  { campaign, picked, now }: { campaign: CampaignToSend; picked: readonly PickedLetter[]; now: Date },
): Promise<readonly StandingLetter[]> {
  const verdicts = await judgeLetters(session, world, { templateHash: campaign.templateHash, letters: picked, now });
  const reasons = verdicts.flatMap((verdict) =>
    'code' in verdict ? [{ letter_id: verdict.letter.letterId, code: verdict.code }] : [],
  );
  if (reasons.length > 0) {
    await session.execute(excludeLetters, { estate_id: world.estate, reasons: JSON.stringify(reasons) });
  }
  return verdicts.flatMap((verdict) => ('code' in verdict ? [] : [{ ...verdict.letter, email: verdict.email }]));
}

async function take(
  session: Session,
  world: World,
  { sending, letters, now }: { sending: Sending; letters: readonly StandingLetter[]; now: Date },
): Promise<ClaimedBatch> {
  const repeated = letters[0]?.batchId ?? null;
  const batchId = repeated ?? uuidV7(now);
  await session.execute(claimPicked, {
    estate_id: world.estate,
    letter_ids: letters.map(({ letterId }) => letterId),
    batch_id: batchId,
    worker_id: sending.workerId,
    lease_until: new Date(now.getTime() + world.settings.campaigns.lease_seconds * 1000).toISOString(),
    now: now.toISOString(),
  });
  return {
    batchId,
    firstTriedAt: letters[0]?.firstTriedAt ?? now,
    isRepeat: repeated !== null,
    letters: letters.map(({ letterId, householdKey, clientCode, email, emailHash, letter }) => ({
      letterId,
      householdKey,
      clientCode,
      email,
      emailHash,
      letter,
    })),
  };
}
