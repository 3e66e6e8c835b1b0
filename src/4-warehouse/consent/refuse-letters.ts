/** A client said, by telephone or in the cellar, that no letter shall come any more (law.md 1): in effect at once, and for ever. */
import { writeJournal } from '../../journal/journal.ts';
import type { Day } from '../../values/day.ts';
import type { World } from '../../world.ts';
import { loadSql, sql } from '../../db/sql.ts';
import { unknownClient } from '../clients/unknown-client.ts';

const insertRefusalEvents = loadSql(import.meta.url, './insert-refusal-events.sql');
const insertWordSuppressions = loadSql(import.meta.url, './insert-word-suppressions.sql');
const isKnown = sql(
  `select client_code as code from etl.clients where estate_id = :'estate_id' and client_code = :'client_code'`,
);

/**
 * Registers the refusal of the client and of their address, and journals who noted it; `why` says how it came, without a name. Brevo is
 * told with the next round. Said twice it is one. Throws Failure('UNKNOWN_CLIENT').
 */
export async function refuseLetters(
  world: World,
  { client, why, on }: { readonly client: string; readonly why: string; readonly on: Day },
): Promise<void> {
  const { database, estate, actor } = world;
  await database.transaction(async (session) => {
    if (!(await session.one(isKnown, { estate_id: estate, client_code: client }))) throw unknownClient(client);
    const said = { estate, client_code: client, email_hash: null, event: 'opt_out', happened_on: on };
    await session.execute(insertRefusalEvents, { ...said, evidence: `person:${actor}` });
    await session.execute(insertWordSuppressions, { estate, client_code: client, happened_on: on });
    await writeJournal(session, {
      estate,
      actor,
      action: 'client.opted_out',
      subject: `client ${client}`,
      reason: why,
    });
  });
}
