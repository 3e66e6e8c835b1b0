import { type EventKind, keyOf, type ReadEvent } from './event.ts';
import {
  addressAt,
  factKeyOf,
  fieldsOf,
  type Fields,
  instantAt,
  shortReason,
  tagsOf,
  textAt,
  unreadable,
} from './event-fields.ts';
import { canonicalMessageId } from './message-id.ts';

/** The report's names differ from the webhooks'. `bounces` is left out on purpose: it does not say whether soft or hard. */
const kinds: ReadonlyMap<string, EventKind> = new Map([
  ['requests', 'request'],
  ['delivered', 'delivered'],
  ['deferred', 'deferred'],
  ['softBounces', 'soft_bounce'],
  ['hardBounces', 'hard_bounce'],
  ['blocked', 'blocked'],
  ['invalid', 'invalid'],
  ['error', 'error'],
  ['spam', 'complaint'],
  ['opened', 'opened'],
  ['loadedByProxy', 'proxy_opened'],
  ['clicks', 'click'],
  ['unsubscribed', 'unsubscribed'],
]);

/** Reads one row of `/smtp/statistics/events`; what cannot be read is a value, never an error. */
export function readStatisticsRow(row: unknown): ReadEvent {
  const fields = fieldsOf(row);
  const name = fields && textAt(fields, 'event');
  if (!fields || name === undefined) return unreadable('NOT_AN_EVENT');
  const kind = kinds.get(name);
  if (kind === undefined) return unreadable('UNKNOWN_EVENT');
  const email = addressAt(fields, 'email');
  if (email === undefined) return unreadable('NO_ADDRESS');
  const at = instantAt(fields, ['date']);
  if (typeof at === 'string') return unreadable(at);
  return assemble(fields, { kind, email, at, name });
}

function assemble(
  fields: Fields,
  { kind, email, at, name }: { kind: EventKind; email: string; at: Date; name: string },
): ReadEvent {
  const rawId = textAt(fields, 'messageId', 'message-id');
  const messageId = rawId === undefined ? undefined : canonicalMessageId(rawId);
  const link = textAt(fields, 'link');
  const reason = shortReason(fields);
  const sender = addressAt(fields, 'from');
  return {
    kind,
    source: 'statistics',
    email,
    listIds: [],
    tags: tagsOf(fields),
    at,
    dedupeKey: keyOf(name, messageId, email, at.getTime(), link),
    factKey: factKeyOf({ kind, about: messageId, email, link }),
    ...(messageId === undefined ? {} : { messageId }),
    ...(link === undefined ? {} : { link }),
    ...(reason === undefined ? {} : { reason }),
    ...(sender === undefined ? {} : { sender }),
  };
}
