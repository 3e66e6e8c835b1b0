/** Letters through Brevo: one call a batch, one key a call, looked up by a tag of its own. */
import type { Refused } from '../../brevo/answer.ts';
import type { BrevoOptions } from '../../brevo/call.ts';
import type { Brevo } from '../../brevo/client.ts';
import { brevoLimits } from '../../brevo/limits.ts';
import type { SendAnswer } from '../../brevo/send-emails.ts';
import type { BatchAnswer, LetterAnswer, LookUp, MailBatch, Mailer } from '../mailer.ts';

/**
 * How the client of a sender is made: one try, answered within seconds. Whoever unsubscribes or stops the campaign waits for
 * the call under way, and a try of unknown outcome is looked up before it is repeated.
 */
export const brevoSendingOptions = {
  tries: 1,
  timeoutMs: 15_000,
  longestWaitMs: 2_000,
} satisfies Partial<BrevoOptions>;

/** Brevo's event report lags: before so long, what it does not tell proves nothing. */
const reportLagMs = 5 * 60_000;
const dayMs = 86_400_000;

/** The tag by which all letters of one call are found again. */
export function batchTag(batchId: string): string {
  return `lot-${batchId}`;
}

/** `clock` is the client's. Never throws. */
export function createBrevoMailer({ brevo, clock }: { readonly brevo: Brevo; readonly clock: () => Date }): Mailer {
  return {
    channel: 'brevo',
    lettersPerCall: brevoLimits.lettersPerCall,
    send: async (batch) => readAnswer(await brevo.sendEmails(emailBatch(batch)), batch.letters.length),
    lookUp: (batch) => lookUp(brevo, clock, batch),
    creditsLeft: async () => {
      const account = await brevo.account();
      return account.outcome === 'done' ? account.value.emailCredits : undefined;
    },
  };
}

function emailBatch(batch: MailBatch): Parameters<Brevo['sendEmails']>[0] {
  const [only, ...others] = batch.letters;
  const isAlone = only !== undefined && others.length === 0;
  return {
    idempotencyKey: batch.batchId,
    ...(batch.firstTriedAt === undefined ? {} : { firstTriedAt: batch.firstTriedAt }),
    sender: batch.sender,
    ...(batch.replyTo === undefined ? {} : { replyTo: batch.replyTo }),
    letters: batch.letters.map(({ to, subject, html, text }) => ({ to, subject, html, text })),
    // Brevo knows one set of headers per call: a letter of its own carries its own, a batch carries the batch's name.
    customId: isAlone ? only.letterId : batch.batchId,
    ...(isAlone ? { headers: only.headers } : {}),
    tags: [...batch.tags, batchTag(batch.batchId)],
  };
}

function readAnswer(answer: SendAnswer, letters: number): BatchAnswer {
  switch (answer.outcome) {
    case 'sent':
      return {
        outcome: 'answered',
        letters: answer.messageIds.map((messageId) => ({ outcome: 'accepted', messageId })),
      };
    case 'duplicate':
      return all(letters, { outcome: 'accepted', messageId: null });
    case 'unknown':
      return all(letters, { outcome: 'unknown', reason: answer.reason, sentence: answer.sentence });
    case 'not_sent':
      return all(letters, { outcome: 'not_sent', reason: answer.reason, sentence: answer.sentence });
    case 'rate_limited':
      return { outcome: 'wait', seconds: answer.resetSeconds, sentence: answer.sentence };
    case 'no_credit':
      return { outcome: 'halt', code: 'NO_CREDIT', sentence: answer.sentence };
    case 'refused':
    default:
      return refusal(answer, letters);
  }
}

/** A refused account or sender is nobody's letter; a refused call of several letters does not say which of them is meant. */
function refusal(answer: Refused, letters: number): BatchAnswer {
  const { because, code, sentence } = answer;
  const isOurs = because === 'key' || because === 'ip' || because === 'rights' || because === 'account';
  const isSender = code === 'UNSAFE_ADDRESS' || /\bsender\b/i.test(sentence.en);
  if (isOurs || isSender)
    return { outcome: 'halt', code: isSender ? 'SENDER_REFUSED' : because.toUpperCase(), sentence };
  if (letters > 1) return all(letters, { outcome: 'not_sent', reason: 'batch_refused', sentence });
  return all(letters, { outcome: 'refused', code, sentence });
}

function all(letters: number, answer: LetterAnswer): BatchAnswer {
  return { outcome: 'answered', letters: Array.from({ length: letters }, () => answer) };
}

async function lookUp(
  brevo: Brevo,
  clock: () => Date,
  { batchId, firstTriedAt }: { readonly batchId: string; readonly firstTriedAt: Date },
): Promise<LookUp | undefined> {
  const found = await brevo.lookUpEmails({
    tag: batchTag(batchId),
    // A day earlier: the account's days are not UTC's.
    startDate: dayOf(firstTriedAt.getTime() - dayMs),
    endDate: dayOf(clock().getTime()),
  });
  if (found.outcome !== 'done') return undefined;
  return {
    accepted: new Map(found.value.map(({ email, messageId }) => [email, { messageId }])),
    isComplete: clock().getTime() - firstTriedAt.getTime() >= reportLagMs,
  };
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
