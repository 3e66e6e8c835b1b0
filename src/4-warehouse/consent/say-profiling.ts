/**
 * A client objects to being profiled, or takes it back (GDPR, art. 21 and 22; law.md, 1). Letters are another matter: from the next
 * computation on nothing is concluded from their purchases and no wine is recommended; letters that are not profiled may still go.
 */
import { writeJournal } from '../../journal/journal.ts';
import type { Day } from '../../values/day.ts';
import type { World } from '../../world.ts';
import { loadSql, sql } from '../../db/sql.ts';
import { unknownClient } from '../clients/unknown-client.ts';

const insertWord = loadSql(import.meta.url, './insert-profiling-word.sql');
const isKnown = sql(
  `select client_code as code from etl.clients where estate_id = :'estate_id' and client_code = :'client_code'`,
);

export interface ProfilingWord {
  readonly client: string;
  readonly refuses: boolean;
  /** How it came, without a name. */
  readonly why: string;
  readonly on: Day;
}

/** Registers and journals the word of a client; the last one counts, no export takes it back. Throws Failure('UNKNOWN_CLIENT'). */
export async function sayProfiling(world: World, { client, refuses, why, on }: ProfilingWord): Promise<void> {
  const { database, estate, actor } = world;
  await database.transaction(async (session) => {
    if (!(await session.one(isKnown, { estate_id: estate, client_code: client }))) throw unknownClient(client);
    await session.execute(insertWord, {
      estate,
      client_code: client,
      event: refuses ? 'opt_out' : 'opt_in',
      evidence: `person:${actor}`,
      happened_on: on,
    });
    await writeJournal(session, {
      estate,
      actor,
      action: refuses ? 'client.profiling_refused' : 'client.profiling_allowed',
      subject: `client ${client}`,
      reason: why,
    });
  });
}
