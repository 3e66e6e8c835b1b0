/** Reads what Brevo posts to our webhook: transactional or marketing, one event or many, with the quirks seen in the wild. */
import type { EventKind, ReadEvent } from './event.ts';
import { keyOf } from './event.ts';
import {
  addressAt,
  factKeyOf,
  fieldsOf,
  type Fields,
  instantAt,
  numbersAt,
  shortReason,
  tagsOf,
  textAt,
  unreadable,
} from './event-fields.ts';
import { canonicalMessageId } from './message-id.ts';

/** Brevo's names without case and underscores: payloads are snake_case, subscriptions camelCase, some have two names. */
const kinds: ReadonlyMap<string, EventKind> = new Map([
  ['request', 'request'],
  ['sent', 'request'],
  ['delivered', 'delivered'],
  ['deferred', 'deferred'],
  ['softbounce', 'soft_bounce'],
  ['hardbounce', 'hard_bounce'],
  ['blocked', 'blocked'],
  ['invalid', 'invalid'],
  ['invalidemail', 'invalid'],
  ['error', 'error'],
  ['spam', 'complaint'],
  ['complaint', 'complaint'],
  ['opened', 'opened'],
  ['uniqueopened', 'opened'],
  ['proxyopen', 'proxy_opened'],
  ['uniqueproxyopen', 'proxy_opened'],
  ['click', 'click'],
  ['unsubscribe', 'unsubscribed'],
  ['unsubscribed', 'unsubscribed'],
  ['listaddition', 'list_addition'],
  ['contactupdated', 'contact_updated'],
  ['contactdeleted', 'contact_deleted'],
]);

/** `ts_epoch` alone is sure to be UTC; the others may follow the account's zone and come after it (anymail). */
const timeNames = ['ts_epoch', 's_epoch', 'ts_event', 'ts', 'date_event', 'date'];

/** Refusals of a person or of their mail server: none is lost for want of a date. */
const refusals: ReadonlySet<EventKind> = new Set(['unsubscribed', 'complaint', 'hard_bounce', 'invalid', 'blocked']);

/**
 * The events of one webhook body (UTF-8 JSON, an object or an array of them). A refusal whose date cannot be read happened when it
 * came, at `receivedAt`; any other event without a date is unreadable, as is garbage. Never throws.
 */
export function readWebhookBody(body: string | Uint8Array, receivedAt?: Date): readonly ReadEvent[] {
  try {
    return readWebhook(JSON.parse(typeof body === 'string' ? body : Buffer.from(body).toString('utf8')), receivedAt);
  } catch {
    return [unreadable('NOT_JSON')];
  }
}

/** The events of one webhook payload, already parsed from JSON. */
export function readWebhook(payload: unknown, receivedAt?: Date): readonly ReadEvent[] {
  const events: readonly unknown[] = Array.isArray(payload) ? payload : [payload];
  return events.map((event) => readOne(event, receivedAt));
}

function readOne(payload: unknown, receivedAt: Date | undefined): ReadEvent {
  const fields = fieldsOf(payload);
  const name = fields && textAt(fields, 'event');
  if (!fields || name === undefined) return unreadable('NOT_AN_EVENT');
  const kind = kinds.get(name.toLowerCase().replaceAll(/[_\s-]/g, ''));
  if (kind === undefined) return unreadable('UNKNOWN_EVENT');
  const email = addressAt(fields, 'email');
  if (email === undefined) return unreadable('NO_ADDRESS');
  const told = instantAt(fields, timeNames);
  const at = typeof told === 'string' && refusals.has(kind) ? (receivedAt ?? told) : told;
  if (typeof at === 'string') return unreadable(at);
  return assemble(fields, { kind, email, at, name });
}

function assemble(
  fields: Fields,
  { kind, email, at, name }: { kind: EventKind; email: string; at: Date; name: string },
): ReadEvent {
  const rawId = textAt(fields, 'message-id', 'messageId');
  const messageId = rawId === undefined ? undefined : canonicalMessageId(rawId);
  const [campaignId] = numbersAt(fields, 'camp_id');
  const link = textAt(fields, 'link', 'URL', 'url');
  const customId = textAt(fields, 'X-Mailin-custom', 'x-mailin-custom', 'X-Mailin-Custom');
  const reason = shortReason(fields);
  const sender = addressAt(fields, 'sender_email');
  return {
    kind,
    source: isMarketing(fields, messageId) ? 'marketing' : 'transactional',
    email,
    listIds: numbersAt(fields, 'list_id'),
    tags: tagsOf(fields),
    at,
    dedupeKey: keyOf(name, messageId ?? campaignId, email, writtenTime(fields), link),
    factKey: factKeyOf({ kind, about: messageId ?? campaignId, email, link }),
    ...(messageId === undefined ? {} : { messageId }),
    ...(customId === undefined ? {} : { customId }),
    ...(campaignId === undefined ? {} : { campaignId }),
    ...(link === undefined ? {} : { link }),
    ...(reason === undefined ? {} : { reason }),
    ...(sender === undefined ? {} : { sender }),
  };
}

function isMarketing(fields: Fields, messageId: string | undefined): boolean {
  return 'camp_id' in fields || 'campaign name' in fields || (messageId === undefined && 'list_id' in fields);
}

/** The time as written, not as read: what tells a second delivery from a second event. */
function writtenTime(fields: Fields): string | number | undefined {
  for (const name of ['ts_event', 'ts_epoch', 's_epoch', 'ts', 'date_event', 'date']) {
    const value = fields[name];
    if (typeof value === 'number' || typeof value === 'string') return value;
  }
  return undefined;
}
