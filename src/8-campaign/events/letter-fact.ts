/** One thing that happened to a letter of ours, whoever told it, in the words its row is kept in. */
import { type EventKind, keyOf } from '../../brevo/event.ts';
import { clickTokenIn } from '../links/click-token.ts';
import { storable } from './storable.ts';

/** `stay`: the reader answered « oui » to "may we go on writing to you?". Opens are no facts: nobody agreed to them. */
export const factKinds = [
  'request',
  'delivered',
  'deferred',
  'soft_bounce',
  'hard_bounce',
  'blocked',
  'invalid',
  'error',
  'complaint',
  'click',
  'unsubscribed',
  'stay',
] as const satisfies readonly (EventKind | 'stay')[];
export type FactKind = (typeof factKinds)[number];

/** Who told: Brevo unasked, Brevo when asked, our own page or our own click link. */
export type FactSource = 'brevo:webhook' | 'brevo:reconcile' | 'cuvee:page' | 'cuvee:link';

/** The letter an event is about, as the outbox knows it. */
export interface KnownLetter {
  readonly letterId: string;
  readonly campaignId: string;
  readonly clientCode: string;
  /** Of the address it went to; null when the letter is pruned and its client has no address left. */
  readonly emailHash: string | null;
}

export interface LetterFact {
  /** The same for one fact however it was told: it is one row. */
  readonly key: string;
  readonly letter: KnownLetter;
  readonly kind: FactKind;
  readonly at: Date;
  readonly source: FactSource;
  readonly reason?: string;
  readonly link?: string;
}

/**
 * A fact of a letter. A letter bounces or arrives once, but may be clicked at several links: only there the link is part of the
 * key, and a link of ours is known by its token whether Brevo counted the click or we did.
 */
export function letterFact(fact: Omit<LetterFact, 'key'>): LetterFact {
  const { reason, link, ...rest } = fact;
  const about = fact.kind === 'click' && link !== undefined ? (clickTokenIn(link) ?? link) : undefined;
  return {
    ...rest,
    key: keyOf('letter', fact.letter.letterId, fact.kind, about),
    ...(reason === undefined ? {} : { reason: withoutAddresses(storable(reason)) }),
    ...(link === undefined ? {} : { link: storable(link) }),
  };
}

/** One row per key: the earliest telling, since a time written in the account's zone is never too early. */
export function earliestOfEach(facts: readonly LetterFact[]): readonly LetterFact[] {
  const known = new Map<string, LetterFact>();
  for (const fact of facts) {
    const earlier = known.get(fact.key);
    if (!earlier || fact.at < earlier.at) known.set(fact.key, fact);
  }
  return [...known.values()];
}

/** Mail servers quote whom they refuse: an address has no place among facts. */
function withoutAddresses(reason: string): string {
  return reason.replaceAll(/[^\s"'<>():;,]+@[^\s"'<>():;,]+/g, '[…]');
}
