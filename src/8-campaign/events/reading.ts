/** One body of the inbox, read: its events, and what its reading row says. Pure. */
import { bodyBytes } from '../../1-raw/events/stored-body.ts';
import type { BodySource } from '../../1-raw/events/keep-body.ts';
import { emailHashOf } from '../../4-warehouse/consent/register-refusal.ts';
import type { BrevoEvent, UnreadableEvent } from '../../brevo/event.ts';
import { readWebhookBody } from '../../brevo/webhook-events.ts';
import { countFr } from '../../values/sentence.ts';
import type { ToldEvent } from './take-in.ts';

export interface InboxBody {
  readonly inboxId: string;
  readonly source: Exclude<BodySource, 'form'>;
  readonly body: string;
  readonly receivedAt: Date;
}

export interface BodyReading {
  readonly inboxId: string;
  readonly status: 'read' | 'unreadable';
  readonly eventCount: number;
  /** French: read at the estate. Null when all was understood. */
  readonly sentence: string | null;
}

/** An event that still looks for its letter. */
export type LooseEvent = Omit<ToldEvent, 'letter'>;

export interface ReadBody {
  readonly events: readonly LooseEvent[];
  readonly reading: BodyReading;
}

/** Reads one body; what cannot be read in it is counted and said, and keeps nothing else from being taken in. */
export function readBody({ inboxId, source, body, receivedAt }: InboxBody): ReadBody {
  const read = readWebhookBody(bodyBytes(body), receivedAt);
  const events = read.filter((event): event is BrevoEvent => event.kind !== 'unreadable');
  const unreadable = read.filter((event): event is UnreadableEvent => event.kind === 'unreadable');
  return {
    events: events.map((event) => ({ event, inboxId, source, emailHash: emailHashOf(event.email) })),
    reading: {
      inboxId,
      status: events.length === 0 && unreadable.length > 0 ? 'unreadable' : 'read',
      eventCount: events.length,
      sentence: unreadable.length === 0 ? null : whatWasUnreadable(unreadable, read.length),
    },
  };
}

function whatWasUnreadable(unreadable: readonly UnreadableEvent[], all: number): string {
  const reasons = [...new Set(unreadable.map(({ reason }) => reason.fr))];
  const counted = `${countFr(unreadable.length, 'événement illisible', 'événements illisibles')} sur ${all}.`;
  return [...(all > 1 ? [counted] : []), ...reasons].join(' ');
}
