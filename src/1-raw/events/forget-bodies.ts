/** Bodies hold addresses: once taken in and old enough they are forgotten, and what they told remains. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';

const deleteBodies = loadSql(import.meta.url, './delete-bodies.sql');

/** Forgets bodies by their ids; whoever calls knows that they were taken in. Gives how many there were. */
export async function forgetBodies(session: Session, estate: string, inboxIds: readonly string[]): Promise<number> {
  return session.execute(deleteBodies, { estate, inbox_ids: inboxIds });
}
