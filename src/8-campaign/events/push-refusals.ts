/**
 * Tells Brevo whom the register refuses, in both its channels (campaigns, and each of our senders): a departure from one does not
 * reach the other there (brevo.md, 4). What could not be told is told again later; only the state of the telling is kept.
 */
import type { No } from '../../brevo/answer.ts';
import type { Brevo } from '../../brevo/client.ts';
import { loadSql } from '../../db/sql.ts';
import type { Sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';

const blocksToTell = loadSql(import.meta.url, './blocks-to-tell.sql');
const upsertBlock = loadSql(import.meta.url, './upsert-block.sql');

const firstPauseMs = 60_000;
const longestPauseMs = 6 * 3_600_000;

export interface PushedRefusals {
  readonly told: number;
  /** Brevo does not take such an address: it will not be told again. */
  readonly refused: number;
  /** To be told again. */
  readonly waiting: number;
  /** Why it stopped before the end: limits, a refused key, a dry run. */
  readonly stopped?: Sentence;
}

/** Tells Brevo of up to `most` refused addresses it was not told of yet. Never throws for what Brevo answers. */
export async function pushRefusals(
  world: World,
  brevo: Pick<Brevo, 'blockEverywhere'>,
  { now, most = 500 }: { readonly now: Date; readonly most?: number },
): Promise<PushedRefusals> {
  const sender = world.settings.sender.email.toLowerCase();
  const waiting = await world.database.rows<{ emailHash: string; email: string; attempts: number }>(blocksToTell, {
    estate: world.estate,
    now,
    most,
  });
  const counts = { told: 0, refused: 0, waiting: 0 };
  for (const { emailHash, email, attempts } of waiting) {
    const answer = await brevo.blockEverywhere(email, sender === '' ? [] : [sender]);
    const state = answer.outcome === 'done' ? 'told' : isAboutAddress(answer) ? 'refused' : 'waiting';
    // Nothing is wrong with the address: the others would fare the same.
    if (answer.outcome !== 'done' && isAboutUs(answer)) return { ...counts, stopped: answer.sentence };
    counts[state] += 1;
    await world.database.execute(upsertBlock, {
      estate: world.estate,
      email_hash: emailHash,
      state,
      code: answer.outcome === 'refused' ? answer.code : answer.outcome,
      now,
      next_try_at: new Date(now.getTime() + Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(attempts, 20))),
    });
  }
  return counts;
}

function isAboutAddress(answer: No): boolean {
  return answer.outcome === 'refused' && answer.because === 'request';
}

function isAboutUs(answer: No): boolean {
  if (answer.outcome === 'refused') return ['key', 'ip', 'rights', 'account'].includes(answer.because);
  return answer.outcome !== 'unknown';
}
