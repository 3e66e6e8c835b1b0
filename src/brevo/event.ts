/** What happened to a letter, in our words, whichever way Brevo told it. */
import { createHash } from 'node:crypto';
import type { Sentence } from '../values/sentence.ts';

export const eventKinds = [
  'request',
  'delivered',
  'deferred',
  'soft_bounce',
  'hard_bounce',
  'blocked',
  'invalid',
  'error',
  'complaint',
  'opened',
  /** A machine loaded the images: says nothing of a person. */
  'proxy_opened',
  'click',
  'unsubscribed',
  'list_addition',
  'contact_updated',
  'contact_deleted',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** One event as Brevo claims it. Nobody signed it: it counts only when it meets a letter of ours. */
export interface BrevoEvent {
  readonly kind: EventKind;
  readonly source: 'transactional' | 'marketing' | 'statistics';
  /** Lower case. */
  readonly email: string;
  /** With its brackets; absent in marketing events. */
  readonly messageId?: string;
  /** Our id, from `X-Mailin-custom`; never in statistics. */
  readonly customId?: string;
  readonly campaignId?: number;
  readonly listIds: readonly number[];
  readonly tags: readonly string[];
  readonly at: Date;
  readonly link?: string;
  /** Raw text of a mail server, at most 1,000 characters; may quote an address. */
  readonly reason?: string;
  /** The sender's address, where Brevo says it: a refusal of one sender does not concern the others. */
  readonly sender?: string;
  /** The same for the same delivery of the same event: event, message id, e-mail, its time as written, link. */
  readonly dedupeKey: string;
  /** The same for one fact however it was told (webhook or statistics): kind, message id or campaign, e-mail, link. */
  readonly factKey: string;
}

/** What could not be read, and why; kept for a person, never thrown. */
export interface UnreadableEvent {
  readonly kind: 'unreadable';
  readonly code: 'NOT_JSON' | 'NOT_AN_EVENT' | 'UNKNOWN_EVENT' | 'NO_ADDRESS' | 'NO_DATE' | 'ABSURD_DATE';
  readonly reason: Sentence;
}

export type ReadEvent = BrevoEvent | UnreadableEvent;

/** SHA-256 in hexadecimal of parts that cannot run into one another. */
export function keyOf(...parts: readonly (string | number | undefined)[]): string {
  return createHash('sha256')
    .update(JSON.stringify(parts.map((part) => part ?? null)))
    .digest('hex');
}
