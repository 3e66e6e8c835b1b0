/** What `POST /smtp/email` does: checks, takes credits, remembers the key, accepts the letters and lets them live. */
import { z } from 'zod';
import { randomOf } from '../demo/random.ts';
import { blockedBecause } from './blocks.ts';
import { happen } from './happen.ts';
import { count, dayOf, type FakeLetter, type House, nextId } from './house.ts';
import { invalid, missing, problem, Refusal, standing } from './problems.ts';
import { lifeOf } from './recipient.ts';
import { uuidV7 } from '../values/uuid.ts';

const mailbox = z.object({ email: z.string(), name: z.string().max(70).optional() });
const content = {
  subject: z.string().optional(),
  htmlContent: z.string().optional(),
  textContent: z.string().optional(),
};
const sendBody = z.object({
  ...content,
  sender: mailbox.optional(),
  to: z.array(mailbox).optional(),
  messageVersions: z
    .array(z.object({ ...content, to: z.array(mailbox).min(1).max(99) }))
    .max(1000)
    .optional(),
  tags: z.array(z.string()).optional(),
  headers: z.record(z.string(), z.unknown()).optional(),
  scheduledAt: z.iso.datetime({ offset: true }).optional(),
  batchId: z.string().optional(),
});
type SendBody = z.infer<typeof sendBody>;

export interface Accepted {
  readonly status: 201 | 202;
  readonly body: Readonly<Record<string, unknown>>;
}

const recipientsPerCall = 2000;

/** Takes one call's letters, all or none; throws a Refusal as Brevo would answer. */
export function acceptLetters(house: House, received: unknown): Accepted {
  const parsed = sendBody.safeParse(received);
  if (!parsed.success)
    throw invalid(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  const body = parsed.data;
  const versions = versionsOf(body);
  check(house, body, versions);
  const headers = textHeaders(body);
  const key = headers.idempotencyKey;
  refuseDouble(house, key);
  if (headers['X-Sib-Sandbox'] === 'drop') return sandboxed(house, versions.length, body);
  takeCredits(house, versions.flatMap(({ to }) => to).length);
  if (key !== undefined) house.keys.set(key, house.agenda.now() + house.behaviour.idempotencyMinutes * 60_000);
  return acceptAll(house, body, versions, headers);
}

interface Version {
  readonly to: readonly z.infer<typeof mailbox>[];
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

function versionsOf(body: SendBody): readonly Version[] {
  const versions = body.messageVersions ?? [{ to: body.to ?? [] }];
  return versions.map((version) => ({
    to: version.to,
    subject: ('subject' in version ? version.subject : undefined) ?? body.subject ?? '',
    html: ('htmlContent' in version ? version.htmlContent : undefined) ?? body.htmlContent ?? '',
    text: ('textContent' in version ? version.textContent : undefined) ?? body.textContent ?? '',
  }));
}

function check(house: House, body: SendBody, versions: readonly Version[]): void {
  const { activeSenders } = house.behaviour;
  if (!body.sender) throw missing('sender is missing');
  if (activeSenders && !activeSenders.includes(body.sender.email))
    throw invalid(
      'Sending has been rejected because the sender you used is not valid. Validate your sender or authenticate your domain',
    );
  if (body.htmlContent === undefined || body.htmlContent.trim() === '') throw missing('htmlContent is missing');
  if (versions.some(({ subject }) => subject.trim() === '')) throw missing('subject is missing');
  const recipients = versions.flatMap(({ to }) => to);
  if (recipients.length === 0) throw missing('to is missing');
  if (recipients.length > recipientsPerCall) throw invalid('messageVersions: too many recipients');
  if (recipients.some(({ email }) => !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)))
    throw invalid('email is not valid in to');
}

function textHeaders(body: SendBody): Record<string, string> {
  return Object.fromEntries(Object.entries(body.headers ?? {}).map(([name, value]) => [name, String(value)]));
}

function refuseDouble(house: House, key: string | undefined): void {
  if (key === undefined) return;
  if ((house.keys.get(key) ?? 0) > house.agenda.now()) {
    throw new Refusal(problem(400, 'duplicate_parameter', 'idempotencyKey is already used'));
  }
}

function takeCredits(house: House, letters: number): void {
  if (creditsLeft(house) < letters) throw new Refusal(standing.noCredit);
  count(house.sentOn, dayOf(house.agenda.now()), letters);
}

/** E-mails that may still go out today; without a limit, more than anyone sends. */
export function creditsLeft(house: House): number {
  const { creditsPerDay } = house.behaviour;
  const sent = house.sentOn.get(dayOf(house.agenda.now())) ?? 0;
  return creditsPerDay === null ? 1_000_000 : Math.max(0, creditsPerDay - sent);
}

function sandboxed(house: House, letters: number, body: SendBody): Accepted {
  house.sandboxed += letters;
  return reply(
    body,
    Array.from({ length: letters }, () => newMessageId(house)),
    undefined,
  );
}

function acceptAll(
  house: House,
  body: SendBody,
  versions: readonly Version[],
  headers: Record<string, string>,
): Accepted {
  const scheduledAtMs = body.scheduledAt === undefined ? undefined : Date.parse(body.scheduledAt);
  const batchId = body.batchId ?? (scheduledAtMs === undefined ? undefined : uuidV7(new Date(house.agenda.now())));
  const ids = versions.map((version) => {
    const messageId = newMessageId(house);
    for (const to of version.to) {
      acceptOne(house, { body, version, to, messageId, headers, batchId, scheduledAtMs });
    }
    return messageId;
  });
  return reply(body, ids, batchId);
}

function reply(body: SendBody, ids: readonly string[], batchId: string | undefined): Accepted {
  return {
    status: body.scheduledAt === undefined ? 201 : 202,
    body: {
      ...(body.messageVersions ? { messageIds: ids } : { messageId: ids[0] }),
      ...(batchId === undefined ? {} : { batchId }),
    },
  };
}

interface OneLetter {
  readonly body: SendBody;
  readonly version: Version;
  readonly to: z.infer<typeof mailbox>;
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly batchId: string | undefined;
  readonly scheduledAtMs: number | undefined;
}

function acceptOne(house: House, { body, version, to, messageId, headers, batchId, scheduledAtMs }: OneLetter): void {
  // A header that is not ASCII loses the letter in silence (anymail).
  const isLost = !Object.values(headers).every((value) => /^[\x20-\x7e]*$/.test(value));
  const letter: FakeLetter = {
    order: house.letters.length,
    messageId,
    uuid: uuidV7(new Date(house.agenda.now())),
    email: to.email.toLowerCase(),
    name: to.name ?? '',
    sender: body.sender?.email.toLowerCase() ?? '',
    subject: version.subject,
    html: version.html,
    text: version.text,
    headers,
    tags: body.tags ?? [],
    customId: headers['X-Mailin-custom'],
    idempotencyKey: headers.idempotencyKey,
    batchId,
    acceptedAtMs: house.agenda.now(),
    scheduledAtMs,
    state: isLost ? 'lost' : scheduledAtMs === undefined ? 'accepted' : 'scheduled',
    happened: [],
    isErased: false,
  };
  remember(house, letter);
  if (letter.state === 'accepted') letLive(house, letter);
  if (letter.state === 'scheduled') hold(house, letter, scheduledAtMs ?? 0);
}

function remember(house: House, letter: FakeLetter): void {
  house.letters.push(letter);
  house.byMessageId.set(letter.messageId, [...(house.byMessageId.get(letter.messageId) ?? []), letter]);
  const forgotten = house.letters[letter.order - house.behaviour.bodiesKept];
  if (forgotten) {
    forgotten.html = '';
    forgotten.text = '';
  }
}

// Brevo sends what is scheduled up to five minutes late.
function hold(house: House, letter: FakeLetter, scheduledAtMs: number): void {
  const slipMs = randomOf(house.seed, 5, letter.order).int(0, 5 * 60_000);
  house.agenda.plan(Math.max(house.agenda.now(), scheduledAtMs) + slipMs, () => {
    if (letter.state !== 'scheduled') return;
    letter.state = 'accepted';
    letLive(house, letter);
  });
}

function letLive(house: House, letter: FakeLetter): void {
  const nth = count(house.letterCounts, letter.email);
  const because = blockedBecause(house, letter.email, letter.sender);
  for (const coming of lifeOf(house.behaviour, letter, { seed: house.seed, nth, blockedBecause: because })) {
    house.agenda.plan(house.agenda.now() + coming.afterMs, () => void happen(house, letter, coming));
  }
}

function newMessageId(house: House): string {
  const stamp = new Date(house.agenda.now()).toISOString().replaceAll(/\D/g, '').slice(0, 12);
  return `<${stamp}.${String(nextId(house)).padStart(11, '0')}@smtp-relay.mailin.fr>`;
}
