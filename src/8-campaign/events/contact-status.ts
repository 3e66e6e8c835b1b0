/** What the contact log says of a letter: the furthest thing that happened to it, whatever order the tellings came in. */
import { type FactKind, factKinds } from './letter-fact.ts';

/**
 * From the least to the most telling. A soft bounce may be followed by a delivery, never the other way round; a refusal outweighs a
 * click. The words are those that 5-customer360/message-words.ts and 4-warehouse/consent/consent-words.ts read.
 */
export const contactStatuses = [
  'sent',
  'soft_bounce',
  'delivered',
  'clicked',
  'blocked',
  'bounced',
  'unsubscribed',
  'complained',
] as const;
export type ContactStatus = (typeof contactStatuses)[number];

const statusOfKind: Record<FactKind, ContactStatus> = {
  request: 'sent',
  deferred: 'sent',
  error: 'soft_bounce',
  soft_bounce: 'soft_bounce',
  delivered: 'delivered',
  click: 'clicked',
  stay: 'clicked',
  blocked: 'blocked',
  hard_bounce: 'bounced',
  invalid: 'bounced',
  unsubscribed: 'unsubscribed',
  complaint: 'complained',
};

/** Kind of fact → status → rank, for the statement that keeps the log true. */
export const statusRanks: readonly {
  readonly kind: FactKind;
  readonly status: ContactStatus;
  readonly rank: number;
}[] = factKinds.map((kind) => {
  const status = statusOfKind[kind];
  return { kind, status, rank: contactStatuses.indexOf(status) + 1 };
});
