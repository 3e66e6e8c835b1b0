/** What the reader of a letter does on our own pages: leaves, stays, follows a link. In effect when the promise resolves. */
import type { Database, Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { type FactSource, type KnownLetter, letterFact } from './letter-fact.ts';
import { type EstatePlace, noteFacts } from './note-facts.ts';

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

/** Notes that a link of a letter was followed; the same link again is nothing new. */
export async function noteClick(
  database: Database,
  place: EstatePlace,
  click: { readonly letterId: string; readonly link: string; readonly at: Date },
): Promise<ActOutcome> {
  return database.transaction((session) => note(session, place, { ...click, kind: 'click', source: 'cuvee:link' }));
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
