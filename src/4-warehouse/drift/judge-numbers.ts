/**
 * The part of the drift gate that looks at the numbers of documents: where they begin anew each year, this year's first invoice would
 * take the place of last year's, and nobody would miss it.
 */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { RunWorld } from '../../world.ts';
import type { Export } from '../load-plan.ts';
import { answerDrift } from './answer-drift.ts';
import { findReuseDrift } from './drift.ts';

const reusedNumbers = loadSql(import.meta.url, './reused-numbers.sql');
const reusedNumbersOfSource = loadSql(import.meta.url, './reused-numbers-of-source.sql');

/**
 * Throws RefusedByRule `DRIFT`, inside the transaction that it undoes, when documents of one number lie far apart in time. `read`: the
 * file lies in `incoming_documents` and is not written yet; `written`: it is the first of its source.
 */
export async function judgeNumbers(
  world: RunWorld,
  session: Session,
  file: Export,
  when: 'read' | 'written',
): Promise<void> {
  const where = { estate: world.estate, source: file.source };
  const found = await session.one<{ reused: number }>(when === 'read' ? reusedNumbers : reusedNumbersOfSource, where);
  await answerDrift(world, session, `numbers ${file.fileHash}`, findReuseDrift(file, found?.reused ?? 0));
}
