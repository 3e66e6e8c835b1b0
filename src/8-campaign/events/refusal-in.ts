/** Which events take consent away, and how. None gives it: no word from outside can. */
import type { Refusal } from '../../4-warehouse/consent/register-refusal.ts';
import type { EventKind } from '../../brevo/event.ts';

/**
 * The refusal an event tells of, if any. A soft bounce is a full box: the address lives. A letter blocked because its reader left
 * is an unsubscription we had not heard of; `blacklist` may mean anything, and Brevo's own list says which (compare-blocks.ts).
 */
export function refusalIn(kind: EventKind | 'stay', reason = ''): Refusal['event'] | undefined {
  if (kind === 'blocked') return /unsubscribed/i.test(reason) ? 'unsubscribe' : undefined;
  return refusals.get(kind);
}

const refusals: ReadonlyMap<EventKind | 'stay', Refusal['event']> = new Map([
  ['unsubscribed', 'unsubscribe'],
  ['complaint', 'complaint'],
  ['hard_bounce', 'bounce'],
  ['invalid', 'bounce'],
]);

/** The refusal behind a code of Brevo's blocklist. Codes nobody knows are taken for an unsubscription: they only suppress. */
export function refusalOfBlock(code: string): Refusal['event'] {
  if (code === 'hardBounce') return 'bounce';
  return code === 'contactFlaggedAsSpam' ? 'complaint' : 'unsubscribe';
}
