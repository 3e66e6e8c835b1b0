/** Finds the letter of ours that each event is about. An event is a claim: an id of ours and the letter's own address prove it. */
import { emailHashOf } from '../../4-warehouse/consent/register-refusal.ts';
import type { BrevoEvent } from '../../brevo/event.ts';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { KnownLetter } from './letter-fact.ts';
import { storable } from './storable.ts';

const matchLettersSql = loadSql(import.meta.url, './match-letters.sql');
const uuidShape = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The letters of events, in their order; undefined where none of ours fits. */
export async function matchLetters(
  session: Session,
  estate: string,
  events: readonly BrevoEvent[],
): Promise<readonly (KnownLetter | undefined)[]> {
  const claims = events.map((event, position) => ({
    position,
    messageId: event.messageId === undefined ? null : storable(event.messageId, 500),
    emailHash: emailHashOf(event.email),
    ourIds: ourIdsIn(event),
  }));
  const found = await session.rows<KnownLetter & { readonly position: number }>(matchLettersSql, {
    estate,
    events: JSON.stringify(claims),
  });
  const letters = new Map(found.map(({ position, ...letter }) => [position, letter]));
  return events.map((_, position) => letters.get(position));
}

/** The ids of ours that travel with a letter: `X-Mailin-custom`, and the tag `lot-<batch id>`. */
function ourIdsIn({ customId, tags }: BrevoEvent): readonly string[] {
  const batches = tags.flatMap((tag) => (tag.startsWith('lot-') ? [tag.slice(4)] : []));
  const ids = customId === undefined ? batches : [customId, ...batches];
  return [...new Set(ids.filter((id) => uuidShape.test(id)))];
}
