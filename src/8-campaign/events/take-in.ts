/** What the events of some bodies come to. Pure: events and the letters they belong to in, what is to be written out. */
import { type BrevoEvent, keyOf } from '../../brevo/event.ts';
import type { Refusal } from '../../4-warehouse/consent/register-refusal.ts';
import {
  earliestOfEach,
  type FactKind,
  factKinds,
  type FactSource,
  type KnownLetter,
  letterFact,
  type LetterFact,
} from './letter-fact.ts';
import { refusalIn } from './refusal-in.ts';

/** An event, where it stood, and the letter of ours it belongs to, if any. */
export interface ToldEvent {
  readonly event: BrevoEvent;
  readonly inboxId: string;
  readonly source: FactSource;
  /** SHA-256 of the address it names. */
  readonly emailHash: string;
  readonly letter: KnownLetter | undefined;
}

export interface ParkedEvent {
  readonly key: string;
  readonly kind: string;
  readonly emailHash: string;
  readonly inboxId: string;
  readonly at: Date;
}

/** A refusal whose proof is a letter of ours, or nobody's word but the provider's. */
export interface TakenRefusal {
  readonly about: Refusal['about'];
  readonly event: Refusal['event'];
  readonly evidence: string;
  readonly at: Date;
}

export interface OpenCount {
  readonly campaignId: string;
  readonly kind: 'opened' | 'proxy_opened';
  readonly count: number;
}

/** A letter a person opened, the first time these bodies tell of it. */
export interface OpenedLetter {
  readonly letter: KnownLetter;
  readonly at: Date;
}

export interface TakenIn {
  readonly facts: readonly LetterFact[];
  readonly opens: readonly OpenCount[];
  /** Whose opening may be noted is another question (tracking-consent.ts). */
  readonly opened: readonly OpenedLetter[];
  readonly parked: readonly ParkedEvent[];
  /** Of letters of ours: believed. */
  readonly refusals: readonly TakenRefusal[];
  /** Of no letter of ours: believed within measure (believe.ts). */
  readonly unproven: readonly (TakenRefusal & { readonly parkedKey: string })[];
}

/** Sorts events into facts of letters, counts of opens, and what belongs to no letter. What changes a list is nothing to us. */
export function takeIn(told: readonly ToldEvent[]): TakenIn {
  const facts = earliestOfEach(told.flatMap(factOf));
  const unmatched = told.filter(({ letter, event }) => !letter && !isOpen(event) && !isAboutLists(event));
  const unproven = unmatched.flatMap(unprovenRefusal);
  return {
    facts,
    opens: countOpens(told),
    opened: openedLetters(told),
    parked: unmatched.map(parked),
    refusals: facts.flatMap(refusalsOf),
    unproven: [...new Map(unproven.map((refusal) => [refusal.parkedKey, refusal])).values()],
  };
}

/** What a fact says of consent: of the address the letter went to and, but for a bounce, of the client, whatever address comes next. */
export function refusalsOf({ letter, kind, reason, at }: LetterFact): readonly TakenRefusal[] {
  const event = refusalIn(kind, reason);
  if (event === undefined) return [];
  const refusal = { event, evidence: `letter:${letter.letterId}`, at };
  const ofAddress = letter.emailHash === null ? [] : [{ ...refusal, about: { emailHash: letter.emailHash } }];
  return event === 'bounce' ? ofAddress : [...ofAddress, { ...refusal, about: { clientCode: letter.clientCode } }];
}

function factOf({ event, letter, source }: ToldEvent): readonly LetterFact[] {
  const kind = factKind(event.kind);
  if (!letter || !kind) return [];
  const { at, link, reason } = event;
  return [
    letterFact({
      letter,
      kind,
      at,
      source,
      ...(link === undefined ? {} : { link }),
      ...(reason === undefined ? {} : { reason }),
    }),
  ];
}

function factKind(kind: string): FactKind | undefined {
  return factKinds.find((known) => known === kind);
}

function unprovenRefusal(told: ToldEvent): TakenIn['unproven'] {
  const { event, emailHash } = told;
  const refused = refusalIn(event.kind, event.reason);
  if (refused === undefined) return [];
  const parkedKey = parkedKeyOf(event);
  const evidence = `brevo:${parkedKey.slice(0, 16)}`;
  return [{ about: { emailHash }, event: refused, evidence, at: event.at, parkedKey }];
}

function parked(told: ToldEvent): ParkedEvent {
  const { event, emailHash, inboxId } = told;
  return { key: parkedKeyOf(event), kind: event.kind, emailHash, inboxId, at: event.at };
}

/** Under which key an event is parked. */
export function parkedKeyOf({ factKey }: BrevoEvent): string {
  return keyOf('parked', factKey);
}

/** One per letter and kind, however often it was told in these bodies. */
function countOpens(told: readonly ToldEvent[]): readonly OpenCount[] {
  const letters = new Map<string, KnownLetter>();
  const counts = new Map<string, OpenCount>();
  for (const { event, letter } of told) {
    if (!letter || !isOpen(event) || letters.has(`${event.kind} ${letter.letterId}`)) continue;
    letters.set(`${event.kind} ${letter.letterId}`, letter);
    const kind = event.kind === 'opened' ? 'opened' : 'proxy_opened';
    const key = `${kind} ${letter.campaignId}`;
    counts.set(key, { campaignId: letter.campaignId, kind, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}

/** What a machine fetched ahead (`proxy_opened`) says nothing of a person. */
function openedLetters(told: readonly ToldEvent[]): readonly OpenedLetter[] {
  const opened = new Map<string, OpenedLetter>();
  for (const { event, letter } of told) {
    if (!letter || event.kind !== 'opened') continue;
    const known = opened.get(letter.letterId);
    if (!known || event.at < known.at) opened.set(letter.letterId, { letter, at: event.at });
  }
  return [...opened.values()];
}

function isOpen({ kind }: BrevoEvent): boolean {
  return kind === 'opened' || kind === 'proxy_opened';
}

function isAboutLists({ kind }: BrevoEvent): boolean {
  return kind === 'list_addition' || kind === 'contact_updated' || kind === 'contact_deleted';
}
