/**
 * The lock between who refuses letters and who sends them, one per address. A sender holds it while it asks the register and
 * until its call to the channel has returned; a refusal waits for it and holds it until it is committed. So either the letter
 * was handed over before the refusal stood, or the sender reads the refusal: there is no third order (promises.md 5).
 *
 * Senders only ever try, and leave alone what somebody is refusing: they wait for nobody, so that no deadlock can arise.
 * Refusals share the lock among themselves. What the lock cannot hold back: the letters of a call whose answer never came,
 * or whose sender was killed, which the channel may take in as long as the bytes under way reach it.
 */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';

const lockAddresses = loadSql(import.meta.url, './lock-addresses.sql');

/**
 * Takes the addresses for this transaction, by their hashes; gives those it got. Ask the register only afterwards, in another
 * statement: what it says before the lock is held may be overtaken.
 */
export async function tryLockAddresses(
  session: Session,
  estate: string,
  emailHashes: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await session.rows<{ email_hash: string; is_ours: boolean }>(lockAddresses, {
    estate_id: estate,
    email_hashes: emailHashes,
  });
  return new Set(rows.filter(({ is_ours: isOurs }) => isOurs).map(({ email_hash: hash }) => hash));
}
