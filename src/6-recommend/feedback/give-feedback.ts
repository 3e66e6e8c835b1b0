/** What a person at the estate says of a recommendation: good or wrong, and why. Kept with the list it was said of. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { Failure } from '../../errors.ts';
import { writeJournal } from '../../journal/journal.ts';
import { sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';

const selectDay = loadSql(import.meta.url, './recommended-as-of.sql');
const selectFeedback = loadSql(import.meta.url, './select-feedback.sql');
const upsertFeedback = loadSql(import.meta.url, './upsert-feedback.sql');

export interface Feedback {
  readonly produitKey: string;
  readonly verdict: 'good' | 'wrong';
  readonly words: string;
  readonly author: string;
  readonly saidAt: Date;
}

/** Keeps a judgement on a wine of a client's current list, journaled. Throws Failure('UNKNOWN_RECOMMENDATION'). */
export async function giveFeedback(
  world: World,
  said: {
    readonly clientCode: string;
    readonly produitKey: string;
    readonly verdict: Feedback['verdict'];
    readonly words: string;
    readonly by: string;
    readonly now: Date;
  },
): Promise<Feedback> {
  const { clientCode, produitKey, verdict, words, by, now } = said;
  const key = { estate_id: world.estate, client_code: clientCode, produit_key: produitKey };
  return world.database.transaction(async (session) => {
    const listed = await session.one<{ as_of_on: string }>(selectDay, key);
    if (!listed) throw unknownRecommendation(clientCode);
    const asOf = listed.as_of_on;
    const before = await session.one<Feedback>(selectFeedback, { ...key, as_of: asOf });
    const kept = { ...key, as_of: asOf, verdict, words, author: by, said_at: now.toISOString() };
    await session.execute(upsertFeedback, kept);
    await writeJournal(session, {
      estate: world.estate,
      actor: by,
      action: 'recommendation.judged',
      subject: `client:${clientCode}:${produitKey}`,
      ...(before ? { before: { verdict: before.verdict, words: before.words } } : {}),
      after: { verdict, words, asOf },
    });
    return { produitKey, verdict, words, author: by, saidAt: now };
  });
}

/** What was said of the list of a client of a day, by product. */
export async function feedbackOf(
  session: Session,
  { estate, clientCode, asOf }: { readonly estate: string; readonly clientCode: string; readonly asOf: string },
): Promise<readonly Feedback[]> {
  return session.rows<Feedback>(selectFeedback, {
    estate_id: estate,
    client_code: clientCode,
    as_of: asOf,
    produit_key: null,
  });
}

function unknownRecommendation(clientCode: string): Failure {
  return new Failure(
    'UNKNOWN_RECOMMENDATION',
    sentence(
      `Ce vin n’est pas recommandé à ${clientCode} dans la liste actuelle.`,
      `This wine is not recommended to ${clientCode} in the current list.`,
    ),
  );
}
