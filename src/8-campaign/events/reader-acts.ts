/** What the reader of a letter does on our own pages: leaves, stays, follows a link. In effect when the promise resolves. */
import type { Database, Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { registerConsent } from '../../4-warehouse/consent/register-consent.ts';
import { noteAutomationEvents } from '../automation/note-events.ts';
import { localTimeOf } from '../outbox/estate-clock.ts';
import { type FactSource, type KnownLetter, letterFact } from './letter-fact.ts';
import { type EstatePlace, noteFacts } from './note-facts.ts';
import { trackedClients } from './tracking-consent.ts';

const findLetter = loadSql(import.meta.url, './find-letter.sql');

/** The letter is known no more: neither the outbox nor the contact log remembers whom it went to. */
export type ActOutcome = 'done' | 'letter_unknown';

/**
 * The reader left (`unsubscribed`), or said that we may go on (`stay`, a contact from the person, by which the years of keeping them
 * are counted; it takes no refusal back). The same act twice is one.
 */
export async function noteReaderAct(
  database: Database,
  place: EstatePlace,
  act: { readonly letterId: string; readonly kind: 'unsubscribed' | 'stay'; readonly at: Date },
): Promise<ActOutcome> {
  return database.transaction((session) => note(session, place, { ...act, source: 'cuvee:page' }));
}

/**
 * Notes that a link of a letter was followed; the same link again is nothing new. Of a reader who agreed to being followed it is
 * also a visit of the page it leads to, once a day.
 */
export async function noteClick(
  database: Database,
  place: EstatePlace,
  { page, ...click }: { readonly letterId: string; readonly link: string; readonly page: string; readonly at: Date },
): Promise<ActOutcome> {
  return database.transaction(async (session) => {
    const outcome = await note(session, place, { ...click, kind: 'click', source: 'cuvee:link' });
    if (outcome === 'done') await noteVisit(session, place, { ...click, page });
    return outcome;
  });
}

/** The reader no longer wants their openings and visits noted; letters go on. The same act twice is one. */
export async function withdrawTracking(
  database: Database,
  { estate, timezone }: EstatePlace,
  { letterId, at }: { readonly letterId: string; readonly at: Date },
): Promise<ActOutcome> {
  return database.transaction(async (session) => {
    const letter = await session.one<KnownLetter>(findLetter, { estate, letter_id: letterId });
    if (!letter) return 'letter_unknown';
    await registerConsent(session, {
      estate,
      clientCode: letter.clientCode,
      channel: 'tracking',
      event: 'opt_out',
      evidence: `letter:${letterId}`,
      on: localTimeOf(at, timezone).day,
    });
    return 'done';
  });
}

async function noteVisit(
  session: Session,
  { estate, timezone }: EstatePlace,
  { letterId, page, at }: { readonly letterId: string; readonly page: string; readonly at: Date },
): Promise<void> {
  const letter = await session.one<KnownLetter>(findLetter, { estate, letter_id: letterId });
  if (!letter || !(await trackedClients(session, estate, [letter.clientCode])).has(letter.clientCode)) return;
  const { hostname, pathname } = new URL(page);
  const visited = `${hostname}${pathname}`;
  await noteAutomationEvents(session, {
    estate,
    events: [
      {
        eventKey: `visit:${letter.clientCode}:${localTimeOf(at, timezone).day}:${visited}`,
        trigger: 'page_visit',
        clientCode: letter.clientCode,
        facts: { letterId, campaignId: letter.campaignId, page: visited, hasTrackingConsent: true },
        happenedAt: at,
      },
    ],
  });
}

async function note(
  session: Session,
  place: EstatePlace,
  act: { letterId: string; kind: 'unsubscribed' | 'stay' | 'click'; at: Date; link?: string; source: FactSource },
): Promise<ActOutcome> {
  const { letterId, ...happened } = act;
  const letter = await session.one<KnownLetter>(findLetter, { estate: place.estate, letter_id: letterId });
  if (!letter) return 'letter_unknown';
  await noteFacts(session, place, [letterFact({ letter, ...happened })]);
  return 'done';
}
