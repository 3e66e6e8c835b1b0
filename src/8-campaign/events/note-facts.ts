/** Writes what happened to letters down, once each, and lets it take effect: the contact log, the consent register, the rules. */
import { registerRefusal } from '../../4-warehouse/consent/register-refusal.ts';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { type AutomationEvent, noteAutomationEvents } from '../automation/note-events.ts';
import { localTimeOf } from '../outbox/estate-clock.ts';
import { statusRanks } from './contact-status.ts';
import type { LetterFact } from './letter-fact.ts';
import { refusalIn } from './refusal-in.ts';
import { refusalsOf, type TakenRefusal } from './take-in.ts';

const insertFacts = loadSql(import.meta.url, './insert-facts.sql');
const updateContactLog = loadSql(import.meta.url, './update-contact-log.sql');

/** The estate, and the zone its days are counted in. */
export interface EstatePlace {
  readonly estate: string;
  readonly timezone: string;
}

/**
 * Notes facts of letters (one per key) in the transaction given. What is known already stays as it is; refusals are registered
 * whether new or not, for a client may bear the address only since. Gives the facts that were new.
 */
export async function noteFacts(
  session: Session,
  place: EstatePlace,
  facts: readonly LetterFact[],
): Promise<readonly LetterFact[]> {
  if (facts.length === 0) return [];
  const written = await session.rows<{ key: string; isNew: boolean }>(insertFacts, {
    estate: place.estate,
    facts: JSON.stringify(facts.map(({ letter, at, ...fact }) => ({ ...fact, ...letter, at: at.toISOString() }))),
  });
  const newKeys = new Set(written.filter(({ isNew }) => isNew).map(({ key }) => key));
  const fresh = facts.filter(({ key }) => newKeys.has(key));
  await registerRefusals(session, place, facts.flatMap(refusalsOf));
  await keepContactLogTrue(session, place.estate, {
    letterIds: [...new Set(facts.map(({ letter }) => letter.letterId))],
  });
  await noteAutomationEvents(session, { estate: place.estate, events: fresh.flatMap(automationEvent) });
  return fresh;
}

/** Registers refusals, each once, in a fixed order: two writers at once wait for each other and never block for good. */
export async function registerRefusals(
  session: Session,
  { estate, timezone }: EstatePlace,
  refusals: readonly TakenRefusal[],
): Promise<void> {
  const distinct = new Map(refusals.map((refusal) => [orderOf(refusal), refusal]));
  const ordered = [...distinct].sort(([one], [other]) => (one < other ? -1 : 1));
  for (const [, { about, event, evidence, at }] of ordered) {
    await registerRefusal(session, { estate, about, event, evidence, on: localTimeOf(at, timezone).day });
  }
}

/** Raises the status of letters in the contact log to what is known of them; gives how many rows changed. */
export async function keepContactLogTrue(
  session: Session,
  estate: string,
  which: { readonly letterIds: readonly string[] } | { readonly handedOverSince: Date },
): Promise<number> {
  return session.execute(updateContactLog, {
    estate,
    ranks: JSON.stringify(statusRanks),
    letter_ids: 'letterIds' in which ? which.letterIds : [],
    since: 'handedOverSince' in which ? which.handedOverSince : null,
  });
}

function orderOf({ about, event, evidence }: TakenRefusal): string {
  return JSON.stringify(['emailHash' in about ? about.emailHash : `client:${about.clientCode}`, event, evidence]);
}

/** What the estate's rules may answer. A complaint is a departure; a letter is left once, and bounces once. */
function automationEvent({ key, kind, letter, at, reason }: LetterFact): readonly AutomationEvent[] {
  const { letterId, campaignId, clientCode } = letter;
  const event = { clientCode, facts: { letterId, campaignId }, happenedAt: at };
  const refusal = refusalIn(kind, reason);
  if (kind === 'click') return [{ ...event, eventKey: `letter:${letterId}:clicked:${key}`, trigger: 'email_clicked' }];
  if (refusal === undefined) return [];
  return refusal === 'bounce'
    ? [{ ...event, eventKey: `letter:${letterId}:bounce`, trigger: 'email_bounce' }]
    : [{ ...event, eventKey: `letter:${letterId}:unsubscribe`, trigger: 'unsubscribe' }];
}
