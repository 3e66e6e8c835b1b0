/** `/smtp/*`: sending, what was accepted, what happened, who is blocked. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { acceptLetters } from './accept-letters.ts';
import type { FakeEventName } from './behaviour.ts';
import { dayOf, type FakeEvent, type FakeLetter, type House } from './house.ts';
import { invalid, notFound } from './problems.ts';

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const paging = {
  limit: z.coerce.number().int().min(1).optional(),
  offset: z.coerce.number().int().min(0).default(0),
  sort: z.enum(['asc', 'desc']).default('desc'),
  startDate: day.optional(),
  endDate: day.optional(),
};
const emailsQuery = z.object({ ...paging, email: z.string().optional(), messageId: z.string().optional() });
const eventsQuery = z.object({
  ...paging,
  days: z.coerce.number().int().min(1).optional(),
  email: z.string().optional(),
  event: z.string().optional(),
  tags: z.string().optional(),
  messageId: z.string().optional(),
});
const idParams = z.object({ id: z.string() });

/** The report's names, which are not the webhooks'. */
const reportNames: Record<FakeEventName, string> = {
  request: 'requests',
  delivered: 'delivered',
  deferred: 'deferred',
  soft_bounce: 'softBounces',
  hard_bounce: 'hardBounces',
  blocked: 'blocked',
  invalid_email: 'invalid',
  error: 'error',
  spam: 'spam',
  unique_opened: 'opened',
  opened: 'opened',
  unique_proxy_open: 'loadedByProxy',
  click: 'clicks',
  unsubscribed: 'unsubscribed',
};

export function emailRoutes(app: FastifyInstance, house: House): void {
  app.post('/v3/smtp/email', (request, reply) => {
    const { status, body } = acceptLetters(house, request.body);
    return reply.code(status).send(body);
  });
  app.delete('/v3/smtp/email/:id', (request, reply) => {
    cancel(house, idParams.parse(request.params).id);
    return reply.code(204).send();
  });
  app.get('/v3/smtp/emails', (request) => listEmails(house, request.query));
  app.get('/v3/smtp/statistics/events', (request) => ({ events: report(house, request.query) }));
  app.delete('/v3/smtp/log/:id', (request, reply) => {
    erase(house, idParams.parse(request.params).id);
    return reply.code(204).send();
  });
  app.get('/v3/smtp/blockedContacts', (request) => listBlocks(house, request.query));
  app.delete('/v3/smtp/blockedContacts/:id', (request, reply) => {
    unblock(house, idParams.parse(request.params).id.toLowerCase());
    return reply.code(204).send();
  });
}

function cancel(house: House, id: string): void {
  const held = house.letters.filter((letter) => letter.batchId === id || letter.messageId === id);
  if (held.length === 0) throw notFound('Email not found');
  const waiting = held.filter(({ state }) => state === 'scheduled');
  if (waiting.length === 0) throw notFound('No scheduled email found');
  for (const letter of waiting) letter.state = 'cancelled';
}

function listEmails(house: House, query: unknown): unknown {
  const { email, messageId, limit = 500, offset, sort, startDate, endDate } = read(emailsQuery, query);
  if (email === undefined && messageId === undefined)
    throw invalid('At least one of email, templateId, messageId is required');
  if (limit > 1000) throw invalid('limit exceeds 1000');
  const letters = house.letters.filter(
    (letter) =>
      isVisible(letter) &&
      (email === undefined || letter.email === email.toLowerCase()) &&
      (messageId === undefined || letter.messageId === messageId) &&
      isBetween(letter.acceptedAtMs, startDate, endDate),
  );
  const rows = letters.map((letter) => ({
    email: letter.email,
    subject: letter.subject,
    messageId: letter.messageId,
    uuid: letter.uuid,
    date: new Date(letter.acceptedAtMs).toISOString(),
    from: letter.sender,
    tags: letter.tags,
  }));
  return { count: rows.length, transactionalEmails: pageOf(rows, { limit, offset, sort }) };
}

function isVisible({ state, isErased }: FakeLetter): boolean {
  return !isErased && (state === 'accepted' || state === 'scheduled');
}

function report(house: House, query: unknown): readonly unknown[] {
  const { email, messageId, event, tags, limit = 2500, offset, sort, days, ...range } = read(eventsQuery, query);
  if (limit > 2500) throw invalid('limit exceeds 2500');
  checkRange(range.startDate, range.endDate, days);
  const {
    startDate = dayOf(house.agenda.now() - ((days ?? 30) - 1) * 86_400_000),
    endDate = dayOf(house.agenda.now()),
  } = range;
  const wanted = tags === undefined ? undefined : tagList(tags);
  const knownUntil = house.agenda.now() - house.behaviour.statisticsLagSeconds * 1000;
  const events = house.events.filter(
    (made) =>
      made.atMs <= knownUntil &&
      !made.letter.isErased &&
      (email === undefined || made.letter.email === email.toLowerCase()) &&
      (messageId === undefined || made.letter.messageId === messageId) &&
      (event === undefined || isAsked(event, made.event)) &&
      (wanted === undefined || wanted.some((tag) => made.letter.tags.includes(tag))) &&
      isBetween(made.atMs, startDate, endDate),
  );
  return pageOf(events, { limit, offset, sort }).map(rowOf);
}

function checkRange(startDate: string | undefined, endDate: string | undefined, days: number | undefined): void {
  if ((startDate === undefined) !== (endDate === undefined)) throw invalid('startDate and endDate go together');
  if (days !== undefined && startDate !== undefined) throw invalid('days is not compatible with startDate and endDate');
  const asked =
    startDate === undefined || endDate === undefined
      ? (days ?? 30)
      : (Date.parse(endDate) - Date.parse(startDate)) / 86_400_000;
  if (asked > 90 || asked < 0) throw invalid('The period must be at most 90 days');
}

function tagList(tags: string): readonly string[] {
  try {
    return z.array(z.string()).parse(JSON.parse(tags));
  } catch {
    throw invalid('tags must be a serialized array');
  }
}

function isAsked(asked: string, event: FakeEventName): boolean {
  return asked === 'bounces' ? event === 'soft_bounce' || event === 'hard_bounce' : reportNames[event] === asked;
}

function rowOf({ event, atMs, letter, reason, link }: FakeEvent): unknown {
  return {
    email: letter.email,
    date: new Date(atMs).toISOString(),
    subject: letter.subject,
    messageId: letter.messageId,
    event: reportNames[event],
    ...(reason === undefined ? {} : { reason }),
    ...(letter.tags.length === 0 ? {} : { tag: JSON.stringify(letter.tags) }),
    ...(link === undefined || link === '' ? {} : { link }),
    from: letter.sender,
  };
}

/** Erases what the log says of an address or a message; that a letter was sent stays counted. */
function erase(house: House, id: string): void {
  for (const letter of house.letters) {
    if (letter.messageId !== id && letter.email !== id.toLowerCase()) continue;
    Object.assign(letter, { isErased: true, email: '', name: '', subject: '', html: '', text: '' });
  }
}

function listBlocks(house: House, query: unknown): unknown {
  const { limit = 50, offset, sort } = read(z.object(paging), query);
  if (limit > 100) throw invalid('limit exceeds 100');
  const blocks = [...house.blocks.values()].map(({ email, sender, code, atMs }) => ({
    email,
    senderEmail: sender,
    reason: { code, message: code },
    blockedAt: new Date(atMs).toISOString(),
  }));
  return { count: blocks.length, contacts: pageOf(blocks, { limit, offset, sort }) };
}

function unblock(house: House, email: string): void {
  const keys = [...house.blocks].filter(([, block]) => block.email === email).map(([key]) => key);
  if (keys.length === 0) throw notFound('Contact not found');
  for (const key of keys) house.blocks.delete(key);
  house.resubscriptions.push({ email, by: 'DELETE /smtp/blockedContacts' });
}

function read<Schema extends z.ZodType>(schema: Schema, query: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(query);
  if (!parsed.success) throw invalid(parsed.error.issues.map(({ path }) => `${path.join('.')} is invalid`).join('; '));
  return parsed.data;
}

function isBetween(ms: number, startDate: string | undefined, endDate: string | undefined): boolean {
  const on = dayOf(ms);
  return (startDate === undefined || on >= startDate) && (endDate === undefined || on <= endDate);
}

function pageOf<Row>(
  rows: readonly Row[],
  { limit, offset, sort }: { limit: number; offset: number; sort: 'asc' | 'desc' },
): readonly Row[] {
  return (sort === 'asc' ? rows : [...rows].reverse()).slice(offset, offset + limit);
}
