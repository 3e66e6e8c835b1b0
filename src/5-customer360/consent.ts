/** What the consent register and the suppressions say of writing to a client by e-mail. */
import type { Day } from '../values/day.ts';

/** One entry of the register, or one suppression, about e-mail or every channel. */
export interface ConsentEvent {
  readonly event: 'opt_out' | 'opt_in' | 'bounce' | 'complaint' | 'unsubscribe';
  /** Where it was said: `file:<hash8>:<line>`, `person:<name>`, `suppression`. */
  readonly evidence: string;
  readonly happenedOn: Day;
}

export interface Consent {
  /** The latest yes, unless there ever was a no. */
  readonly optIn: ConsentEvent | null;
  /** The first no. */
  readonly objection: ConsentEvent | null;
  readonly isBounced: boolean;
}

const objections: readonly ConsentEvent['event'][] = ['opt_out', 'unsubscribe', 'complaint'];

/**
 * A refusal is for ever and counts from the moment we know it, even when it is dated after the as-of day; a yes counts
 * only from its own day on, and never undoes a no (law.md, 1).
 */
export function readConsent(events: readonly ConsentEvent[], asOf: Day): Consent {
  const inOrder = [...events].sort(byDay);
  const objection = inOrder.find(({ event }) => objections.includes(event)) ?? null;
  const optIn = inOrder.findLast(({ event, happenedOn }) => event === 'opt_in' && happenedOn <= asOf) ?? null;
  return {
    optIn: objection === null ? optIn : null,
    objection,
    isBounced: inOrder.some(({ event }) => event === 'bounce'),
  };
}

function byDay(left: ConsentEvent, right: ConsentEvent): number {
  if (left.happenedOn !== right.happenedOn) return left.happenedOn < right.happenedOn ? -1 : 1;
  if (left.evidence !== right.evidence) return left.evidence < right.evidence ? -1 : 1;
  return left.event < right.event ? -1 : 1;
}
