/**
 * Hands the letters of one call over, and keeps hold of everything that could forbid them until the call has returned: the rows
 * themselves (nobody takes them over), the campaign (nobody stops it meanwhile; whoever stops it waits for the call), and the
 * addresses (nobody refuses meanwhile; whoever refuses waits). All this ends with the transaction, a few seconds at most:
 * the channel's own time limit bounds it.
 */
import { tryLockAddresses } from '../../4-warehouse/consent/address-lock.ts';
import { campaignApproval } from '../../7-audit/approvals/decide-campaign.ts';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { Failure } from '../../errors.ts';
import type { World } from '../../world.ts';
import { campaignCan } from '../campaign.ts';
import { keepLinks } from '../links/keep-links.ts';
import type { BatchAnswer, LetterAnswer, MailLetter } from '../mailer.ts';
import { readCampaign } from './campaign-to-send.ts';
import type { ClaimedBatch, OpenSending, RenderLetter } from './sending.ts';
import { windowAt } from './window.ts';
import { type LetterOutcome, writeAnswers, writeContacts } from './write-outcomes.ts';

const selectInHand = loadSql(import.meta.url, './letters-in-hand.sql');
const tryLockCampaign = loadSql(import.meta.url, './try-lock-campaign.sql');
const excludeLetters = loadSql(import.meta.url, './exclude-letters.sql');
const reopenExcluded = loadSql(import.meta.url, './reopen-excluded.sql');

/**
 * `put_back`: nothing was handed over, for somebody is refusing letters right now, the hour of sending is over, or (`is_stopping`)
 * somebody stops the campaign.
 * `lost`: the lease ended before.
 */
export type HandOver =
  | { readonly kind: 'answered'; readonly answer: BatchAnswer }
  | { readonly kind: 'put_back' | 'is_stopping' | 'lost' };

/** A mail server asks for patience; the letter is tried again so much later. */
const laterMs = 5 * 60_000;
const momentMs = 1000;
/** The first look at what became of a call; of a repeated one only when the channel must know of it. */
const firstLookUpMs = 60_000;
const repeatedLookUpMs = 5 * 60_000;

/** Hands over what may leave of a claimed batch and writes what became of each letter, in one transaction. */
export async function handOver(world: World, sending: OpenSending, batch: ClaimedBatch): Promise<HandOver> {
  const rendered = renderAll(world, batch, sending.render);
  const links = rendered.flatMap(({ letterId, clicks }) => clicks.map((click) => ({ ...click, letterId })));
  await keepLinks(world.database, world.estate, links);
  return world.database.transaction(async (session) => {
    const call = { session, world, sending, batch };
    if ((await lettersInHand(call)).length !== batch.letters.length) return { kind: 'lost' };
    await failUnrendered(call, rendered);
    const forbidden = await forbiddenNow(call);
    if (forbidden) {
      await putBack(call, batch.letters);
      return { kind: forbidden };
    }
    const ready = await holdReady(call);
    const leaving = rendered.filter(({ letterId }) => ready.has(letterId));
    if (leaving.length === 0) return { kind: 'put_back' };
    const answer = await sending.mailer.send(mailBatch(world, batch, leaving));
    await record(call, leaving, answer);
    return { kind: 'answered', answer };
  });
}

/** One call, and the transaction that holds what it depends on. */
interface CallUnderWay {
  readonly session: Session;
  readonly world: World;
  readonly sending: OpenSending;
  readonly batch: ClaimedBatch;
}

interface RenderedLetter extends MailLetter {
  readonly clicks: ReturnType<RenderLetter>['clicks'];
}

/** A letter that cannot be rendered is missing here, and fails alone. */
function renderAll(world: World, { letters }: ClaimedBatch, render: RenderLetter): readonly RenderedLetter[] {
  return letters.flatMap(({ letterId, email, letter }) => {
    try {
      const { subject, html, text, headers, clicks } = render(letterId, letter);
      return [{ letterId, to: { email }, subject, html, text, headers, clicks }];
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      world.log.error('letter not rendered', { letterId, code: error.code });
      return [];
    }
  });
}

async function failUnrendered(call: CallUnderWay, rendered: readonly RenderedLetter[]): Promise<void> {
  const made = new Set(rendered.map(({ letterId }) => letterId));
  const failed = call.batch.letters.filter(({ letterId }) => !made.has(letterId));
  await write(
    call,
    failed.map(({ letterId }) => ({ letterId, state: 'failed', code: 'LETTER_NOT_RENDERED' })),
  );
}

function write({ session, world, sending }: CallUnderWay, outcomes: readonly LetterOutcome[]): Promise<number> {
  return writeAnswers(session, world, { from: 'claimed', workerId: sending.workerId }, outcomes);
}

interface LetterInHand {
  readonly letterId: string;
  readonly emailHash: string;
  readonly isSameAddress: boolean;
  readonly isSuppressed: boolean;
}

async function lettersInHand({ session, world, sending, batch }: CallUnderWay): Promise<readonly LetterInHand[]> {
  return session.rows<LetterInHand>(selectInHand, {
    estate_id: world.estate,
    campaign_id: sending.campaignId,
    batch_id: batch.batchId,
    worker_id: sending.workerId,
    now: sending.now().toISOString(),
  });
}

/**
 * Asks of the campaign as it stands now that nobody can pause or stop it before the call has returned; and of the hour, which may
 * have struck since the letters were claimed. What is put back meets the reason at the next claim.
 */
async function forbiddenNow({
  session,
  world: { estate, settings },
  sending: { campaignId, now },
}: CallUnderWay): Promise<'is_stopping' | 'put_back' | undefined> {
  const key = { estate, campaignId };
  const lock = await session.one<{ is_ours: boolean }>(tryLockCampaign, {
    estate_id: estate,
    campaign_id: campaignId,
  });
  if (lock?.is_ours !== true) return 'is_stopping';
  const campaign = await readCampaign(session, key);
  if (!campaign || !campaignCan[campaign.state].send || campaign.isStopAsked) return 'is_stopping';
  const at = now();
  if ((await campaignApproval(session, { ...key, ...campaign, at })) !== 'effective') return 'is_stopping';
  const rules = { ...settings.campaigns, timezone: settings.week.timezone };
  return windowAt(at, campaign, rules).state === 'open' ? undefined : 'put_back';
}

/** Takes the addresses, then asks once more who refuses; gives the letters that may leave, and settles the others. */
async function holdReady(call: CallUnderWay): Promise<ReadonlySet<string>> {
  const { session, world, batch } = call;
  const hashes = batch.letters.map(({ emailHash }) => emailHash);
  const ours = await tryLockAddresses(session, world.estate, hashes);
  const letters = await lettersInHand(call);
  const busy = letters.filter(({ emailHash }) => !ours.has(emailHash));
  // Under one key goes what went under it before, or nothing: a part of it would later pass for the whole.
  if (busy.length > 0 && batch.isRepeat) {
    await putBack(call, letters);
    return new Set();
  }
  await putBack(call, busy);
  const free = letters.filter(({ emailHash }) => ours.has(emailHash));
  await excludeForbidden(call, free.filter(isForbidden));
  return new Set(free.filter((letter) => !isForbidden(letter)).map(({ letterId }) => letterId));
}

function isForbidden({ isSuppressed, isSameAddress }: LetterInHand): boolean {
  return isSuppressed || !isSameAddress;
}

async function excludeForbidden({ session, world }: CallUnderWay, letters: readonly LetterInHand[]): Promise<void> {
  if (letters.length === 0) return;
  const reasons = letters.map(({ letterId, isSuppressed }) => ({
    letter_id: letterId,
    code: isSuppressed ? 'OPTED_OUT' : 'ADDRESS_CHANGED',
  }));
  await session.execute(excludeLetters, { estate_id: world.estate, reasons: JSON.stringify(reasons) });
}

async function putBack(call: CallUnderWay, letters: readonly { readonly letterId: string }[]): Promise<void> {
  const notBefore = new Date(call.sending.now().getTime() + momentMs);
  const isKeyDropped = !call.batch.isRepeat;
  await write(
    call,
    letters.map(({ letterId }) => ({ letterId, state: 'queued', notBefore, isKeyDropped })),
  );
}

function mailBatch(
  world: World,
  { batchId, isRepeat, firstTriedAt }: ClaimedBatch,
  letters: readonly RenderedLetter[],
) {
  const { sender } = world.settings;
  return {
    batchId,
    ...(isRepeat ? { firstTriedAt } : {}),
    sender: { email: sender.email, name: sender.name },
    ...(sender.reply_to === '' ? {} : { replyTo: { email: sender.reply_to } }),
    letters: letters.map(({ clicks: _clicks, ...letter }) => letter),
    tags: [],
  };
}

async function record(call: CallUnderWay, letters: readonly RenderedLetter[], answer: BatchAnswer): Promise<void> {
  const { session, world, sending, batch } = call;
  const now = sending.now();
  if (answer.outcome !== 'answered') return putBack(call, letters);
  const outcomes = letters.map(({ letterId }, at) => ({
    letterId,
    ...outcomeOf(answer.letters[at] ?? noAnswer, batch, now),
  }));
  await write(call, outcomes);
  await writeContacts(session, world, outcomes);
  const wasAcceptedBefore = answer.letters.some((one) => one.outcome === 'accepted' && one.messageId === null);
  if (batch.isRepeat && wasAcceptedBefore) {
    await session.execute(reopenExcluded, {
      estate_id: world.estate,
      campaign_id: sending.campaignId,
      batch_id: batch.batchId,
      now: now.toISOString(),
    });
  }
}

const noAnswer = { outcome: 'unknown', reason: 'unreadable_answer' } as const;

function outcomeOf(
  answer: LetterAnswer | typeof noAnswer,
  { isRepeat }: ClaimedBatch,
  now: Date,
): Omit<LetterOutcome, 'letterId'> {
  if (answer.outcome === 'accepted') return { state: 'accepted', at: now, messageId: answer.messageId };
  if (answer.outcome === 'refused') return { state: 'failed', code: answer.code };
  if (answer.outcome === 'unknown') {
    const lookUpMs = isRepeat ? repeatedLookUpMs : firstLookUpMs;
    return { state: 'unknown', code: answer.reason.toUpperCase(), notBefore: new Date(now.getTime() + lookUpMs) };
  }
  return {
    state: 'queued',
    code: answer.reason.toUpperCase(),
    isKeyDropped: !isRepeat,
    ...(answer.reason === 'later' ? { notBefore: new Date(now.getTime() + laterMs) } : {}),
  };
}
