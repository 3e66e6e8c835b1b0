/**
 * Finds out what became of letters nobody has an answer for: their sender died, or the answer was lost. The channel is asked
 * before anything is sent again; what cannot be known is held for a person (promises.md 1).
 */
import { emailHashOf } from '../../4-warehouse/consent/register-refusal.ts';
import { brevoLimits } from '../../brevo/limits.ts';
import { loadSql } from '../../db/sql.ts';
import type { World } from '../../world.ts';
import type { LookUp } from '../mailer.ts';
import type { Sending } from './sending.ts';
import { type LetterOutcome, writeAnswers, writeContacts } from './write-outcomes.ts';

const takeOver = loadSql(import.meta.url, './take-over.sql');
const bookLookUp = loadSql(import.meta.url, './book-look-up.sql');
const selectEmails = loadSql(import.meta.url, './emails-of.sql');

/** A look-up may take so long; then another sender may make it. */
const bookedMs = 2 * 60_000;
const nextLookUpMs = 60_000;
/** A call may be repeated under its key for so long after its first try, less a minute for the way there. */
const keyLifeMs = brevoLimits.repeatWindowMs - 60_000;

/** Takes over what dead senders left behind, and looks up all that is due. Gives how many letters got an answer. */
export async function settleUnknown(world: World, sending: Sending): Promise<number> {
  const now = sending.now();
  await world.database.execute(takeOver, {
    estate_id: world.estate,
    campaign_id: sending.campaignId,
    now: now.toISOString(),
    oldest_key: new Date(now.getTime() - keyLifeMs).toISOString(),
  });
  let settled = 0;
  for (;;) {
    const letters = await book(world, sending);
    if (letters.length === 0 || sending.shouldStop?.() === true) return settled;
    settled += await lookUpBatch(world, sending, letters);
  }
}

interface BookedLetter {
  readonly letterId: string;
  readonly clientCode: string;
  readonly emailHash: string;
  readonly batchId: string;
  readonly firstTriedAt: Date;
  readonly attempts: number;
}

async function book(world: World, { campaignId, workerId, now }: Sending): Promise<readonly BookedLetter[]> {
  const at = now();
  return world.database.rows<BookedLetter>(bookLookUp, {
    estate_id: world.estate,
    campaign_id: campaignId,
    worker_id: workerId,
    now: at.toISOString(),
    booked_until: new Date(at.getTime() + bookedMs).toISOString(),
  });
}

async function lookUpBatch(world: World, sending: Sending, letters: readonly BookedLetter[]): Promise<number> {
  const [first] = letters;
  if (!first) return 0;
  const { batchId, firstTriedAt } = first;
  const emails = await emailsOf(world, letters);
  const found = await sending.mailer.lookUp({
    batchId,
    firstTriedAt,
    tags: [],
    letters: letters.map(({ letterId, clientCode }) => ({
      letterId,
      to: { email: emails.get(clientCode) ?? '' },
      subject: '',
      html: '',
      text: '',
      headers: {},
    })),
  });
  const accepted = byHash(found);
  const now = sending.now();
  const holdAfterMs = world.settings.campaigns.unknown_hold_minutes * 60_000;
  const outcomes = letters.map(({ letterId, emailHash }) => ({
    letterId,
    ...afterLookUp({
      messageId: accepted.get(emailHash),
      isAbsent: found?.isComplete === true && accepted.size === 0,
      firstTriedAt,
      now,
      holdAfterMs,
    }),
  }));
  return world.database.transaction(async (session) => {
    const from = { from: 'unknown', workerId: sending.workerId } as const;
    await writeAnswers(session, world, from, outcomes);
    await writeContacts(session, world, outcomes);
    return outcomes.filter(({ state }) => state !== 'unknown').length;
  });
}

async function emailsOf(world: World, letters: readonly BookedLetter[]): Promise<ReadonlyMap<string, string>> {
  const rows = await world.database.rows<{ clientCode: string; email: string | null }>(selectEmails, {
    estate_id: world.estate,
    client_codes: letters.map(({ clientCode }) => clientCode),
  });
  return new Map(rows.flatMap(({ clientCode, email }) => (email === null ? [] : [[clientCode, email] as const])));
}

/** By the hash of the address: the client may have another one by now. */
function byHash(found: LookUp | undefined): ReadonlyMap<string, string | null> {
  return new Map([...(found?.accepted ?? [])].map(([email, { messageId }]) => [emailHashOf(email), messageId]));
}

export interface LookUpFacts {
  /** Undefined: the channel does not tell of this letter. */
  readonly messageId: string | null | undefined;
  /** The channel would tell by now, and tells of no letter of the call: a call is accepted whole or not at all. */
  readonly isAbsent: boolean;
  readonly firstTriedAt: Date;
  readonly now: Date;
  readonly holdAfterMs: number;
}

/** What a look-up says of one letter: accepted, to be repeated under its key, to be looked up again, or for a person. */
export function afterLookUp({
  messageId,
  isAbsent,
  firstTriedAt,
  now,
  holdAfterMs,
}: LookUpFacts): Omit<LetterOutcome, 'letterId'> {
  const ageMs = now.getTime() - firstTriedAt.getTime();
  if (messageId !== undefined) return { state: 'accepted', at: firstTriedAt, messageId };
  if (isAbsent && ageMs < keyLifeMs) return { state: 'queued', code: 'NOT_FOUND' };
  if (ageMs >= holdAfterMs) return { state: 'held', code: 'UNKNOWN' };
  const nextMs = Math.min(ageMs + nextLookUpMs, holdAfterMs);
  return { state: 'unknown', code: 'LOOKED_UP', notBefore: new Date(firstTriedAt.getTime() + nextMs) };
}
