/** The tags people put on clients; rules put theirs by automation/do-action.ts. */
import { unknownClient } from '../../4-warehouse/clients/unknown-client.ts';
import { loadSql } from '../../db/sql.ts';
import { writeJournal } from '../../journal/journal.ts';
import type { World } from '../../world.ts';

const tagOne = loadSql(import.meta.url, './tag-client.sql');
const untagOne = loadSql(import.meta.url, './untag-client.sql');

export interface Tagging {
  readonly clientCode: string;
  readonly tag: string;
}

/** Puts a tag on a client; there already, nothing happens. Throws Failure('UNKNOWN_CLIENT'). */
export async function tagClient(world: World, { clientCode, tag }: Tagging): Promise<void> {
  const { estate, actor, database } = world;
  await database.transaction(async (session) => {
    const said = { estate_id: estate, client_code: clientCode, tag, author: actor };
    const row = await session.one<{ isKnown: boolean; isNew: boolean }>(tagOne, {
      ...said,
      tagged_at: world.clock().toISOString(),
    });
    if (!row?.isKnown) throw unknownClient(clientCode);
    if (!row.isNew) return;
    await writeJournal(session, {
      estate,
      actor,
      action: 'client.tagged',
      subject: `client ${clientCode}`,
      after: tag,
    });
  });
}

/** Takes a tag off; not there, nothing happens. */
export async function untagClient(world: World, { clientCode, tag }: Tagging): Promise<void> {
  const { estate, actor, database } = world;
  await database.transaction(async (session) => {
    const removed = await session.execute(untagOne, { estate_id: estate, client_code: clientCode, tag });
    if (removed === 0) return;
    await writeJournal(session, {
      estate,
      actor,
      action: 'client.untagged',
      subject: `client ${clientCode}`,
      before: tag,
    });
  });
}
