/** Hands letters to Brevo, up to 500 a call, under a key that makes the call safe to repeat for a while. */
import { z } from 'zod';
import { type Sentence, sentence } from '../values/sentence.ts';
import { type No, refusedHere, type Refused, unknown } from './answer.ts';
import { type Call, isDuplicateCode, type Reply } from './call.ts';
import { brevoLimits } from './limits.ts';

export interface Mailbox {
  readonly email: string;
  readonly name?: string;
}

/** One letter to one recipient. */
export interface EmailLetter {
  readonly to: Mailbox;
  readonly subject: string;
  /** Brevo refuses a letter of text alone. */
  readonly html: string;
  readonly text: string;
}

export interface EmailBatch {
  /** A UUID kept with the letters: the same letters always go out under the same key. */
  readonly idempotencyKey: string;
  /** When these letters were first tried under this key, if their outcome is not known. */
  readonly firstTriedAt?: Date;
  readonly sender: Mailbox;
  readonly replyTo?: Mailbox;
  /** 1 to 500. */
  readonly letters: readonly EmailLetter[];
  /** Comes back in webhooks as `X-Mailin-custom`; the recipient can see it: an opaque ASCII id, one for the whole batch. */
  readonly customId: string;
  readonly tags: readonly string[];
  /**
   * More headers, ASCII, the same for every letter of the batch: Brevo knows none per version. A one-click List-Unsubscribe of
   * the recipient's own therefore needs a batch of one letter; and Brevo may replace it by its own.
   */
  readonly headers?: Readonly<Record<string, string>>;
  /** Brevo sends it at this instant, up to 5 minutes late; cancelled by `batchId` (a UUIDv4) or message id. */
  readonly scheduledAt?: Date;
  readonly batchId?: string;
  /** Brevo checks and answers but sends nothing, and makes no event. */
  readonly isSandbox?: boolean;
}

/** Accepted: one message id per letter, in the order of the letters. */
export interface Sent {
  readonly outcome: 'sent';
  readonly messageIds: readonly string[];
  readonly batchId?: string;
}

/** An earlier try under this key was accepted; its message ids are found with `lookUpEmails`. */
export interface Duplicate {
  readonly outcome: 'duplicate';
}

export type SendAnswer = Sent | Duplicate | No;

const sentReply = z.object({
  messageId: z.string().optional(),
  messageIds: z.array(z.string()).optional(),
  batchId: z.string().optional(),
});

/**
 * Sends one batch. A lost answer or a fault of Brevo's is tried again under the same key, for 14 minutes from the first try;
 * what is still not known then is `unknown`, and must be looked up before anything is sent again. Never throws.
 */
export async function sendEmails(call: Call, clock: () => Date, batch: EmailBatch): Promise<SendAnswer> {
  const wrong = wrongBatch(batch);
  if (wrong) return wrong;
  const firstTry = batch.firstTriedAt ?? clock();
  const answer = await call({
    method: 'POST',
    path: '/smtp/email',
    route: '/smtp/email',
    family: batch.letters.length > 1 ? 'send_versions' : 'send',
    body: bodyOf(batch),
    repeat: {
      until: new Date(firstTry.getTime() + brevoLimits.repeatWindowMs),
      isRepeat: batch.firstTriedAt !== undefined,
    },
  });
  if (answer.outcome === 'done') return readSent(answer.value, batch.letters.length);
  return answer.outcome === 'refused' && isDuplicateCode(answer.code) ? { outcome: 'duplicate' } : answer;
}

function readSent({ body, status }: Reply, letters: number): SendAnswer {
  const read = sentReply.safeParse(body);
  if (!read.success) return unknown('unreadable_answer', status);
  const { messageId, messageIds = messageId === undefined ? [] : [messageId], batchId } = read.data;
  if (messageIds.length !== letters) return unknown('unreadable_answer', status);
  return { outcome: 'sent', messageIds, ...(batchId === undefined ? {} : { batchId }) };
}

/** What Brevo would refuse, or worse, accept and break. */
function wrongBatch(batch: EmailBatch): Refused | undefined {
  const [first] = batch.letters;
  if (!first || batch.letters.length > brevoLimits.lettersPerCall)
    return refusedHere('LETTERS_COUNT', wrongWords.count);
  if (batch.letters.some((letter) => letter.html.trim() === '')) return refusedHere('HTML_MISSING', wrongWords.html);
  const headers = { ...batch.headers, 'X-Mailin-custom': batch.customId };
  return Object.entries(headers).flat().every(isHeaderText)
    ? undefined
    : refusedHere('HEADER_NOT_ASCII', wrongWords.header);
}

// Brevo accepts other characters and then loses the letter in silence (anymail); a line end would forge another header.
function isHeaderText(text: string): boolean {
  return /^[\x20-\x7e]+$/.test(text);
}

const wrongWords = {
  count: sentence(
    `Un appel à Brevo porte de 1 à ${brevoLimits.lettersPerCall} lettres.`,
    `A call to Brevo carries 1 to ${brevoLimits.lettersPerCall} letters.`,
  ),
  html: sentence(
    "Brevo refuse une lettre sans version HTML : rien n'est parti.",
    'Brevo refuses a letter without HTML: nothing went out.',
  ),
  header: sentence(
    "Un en-tête de la lettre contient un accent ou un caractère de contrôle : rien n'est parti.",
    'A header of the letter holds an accent or a control character: nothing went out.',
  ),
} satisfies Record<string, Sentence>;

function bodyOf(batch: EmailBatch): Record<string, unknown> {
  const { letters, replyTo, scheduledAt, batchId } = batch;
  const [first] = letters;
  return {
    sender: mailbox(batch.sender),
    ...(replyTo ? { replyTo: mailbox(replyTo) } : {}),
    // A version may only carry its own subject and HTML when the whole has one.
    ...(first ? content(first) : {}),
    ...(letters.length === 1 && first
      ? { to: [mailbox(first.to)] }
      : { messageVersions: letters.map((letter) => ({ to: [mailbox(letter.to)], ...content(letter) })) }),
    tags: batch.tags,
    headers: {
      ...batch.headers,
      idempotencyKey: batch.idempotencyKey,
      'X-Mailin-custom': batch.customId,
      ...(batch.isSandbox === true ? { 'X-Sib-Sandbox': 'drop' } : {}),
    },
    ...(scheduledAt ? { scheduledAt: scheduledAt.toISOString() } : {}),
    ...(batchId === undefined ? {} : { batchId }),
  };
}

function content({ subject, html, text }: EmailLetter): Record<string, string> {
  return { subject, htmlContent: html, ...(text === '' ? {} : { textContent: text }) };
}

function mailbox({ email, name }: Mailbox): Record<string, string> {
  return name === undefined || name === '' ? { email } : { email, name: name.slice(0, brevoLimits.nameCharacters) };
}
