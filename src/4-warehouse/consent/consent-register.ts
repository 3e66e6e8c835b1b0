/**
 * The consent register, as far as imports may write it: they can take consent away and never give it back. Rows are only
 * added; a file that says "opt-in" again changes nothing (promises.md 5).
 */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { World } from '../../world.ts';
import type { Export } from '../load-plan.ts';
import { consentChannel, withdrawalIn } from './consent-words.ts';

const contactWords = loadSql(import.meta.url, './contact-words.sql');
const insertFileRefusals = loadSql(import.meta.url, './insert-file-refusals.sql');
const insertOptOutSuppressions = loadSql(import.meta.url, './insert-opt-out-suppressions.sql');
const insertKnownSuppressions = loadSql(import.meta.url, './insert-known-suppressions.sql');
const insertWithdrawals = loadSql(import.meta.url, './insert-withdrawals.sql');
const insertWithdrawalSuppressions = loadSql(import.meta.url, './insert-withdrawal-suppressions.sql');

/** Registers who opted out, or objects to being profiled, by the client file lying in `incoming_clients`. */
export async function registerOptOuts(world: World, session: Session, file: Export): Promise<void> {
  const told = { estate: world.estate, exported_at: file.exportedAt, timezone: world.settings.week.timezone };
  await session.execute(insertFileRefusals, { ...told, file_hash: file.fileHash });
  await session.execute(insertOptOutSuppressions, told);
}

/** Registers bounces, complaints and unsubscriptions of all contacts, and addresses that refusing clients bear by now. */
export async function settleConsent(world: World, session: Session): Promise<void> {
  const estate = { estate: world.estate };
  const pairs = await session.rows<{ channel: string; status: string }>(contactWords, estate);
  const words = pairs.flatMap(({ channel, status }) => {
    const withdrawal = withdrawalIn(status);
    return withdrawal ? [{ channel, status, consentChannel: consentChannel(channel), withdrawal }] : [];
  });
  if (words.length > 0) {
    // The addresses first: a bounce already in the register is known to have spoken of the address of its day.
    await session.execute(insertWithdrawalSuppressions, { ...estate, words: JSON.stringify(words) });
    await session.execute(insertWithdrawals, { ...estate, words: JSON.stringify(words) });
  }
  await session.execute(insertKnownSuppressions, estate);
}
