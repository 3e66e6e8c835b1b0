/** Asks of letters about to leave whether each of them may, with the facts of this moment. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { World } from '../../world.ts';
import { type ExclusionCode, exclusionSentence } from '../campaigns/exclusion-sentence.ts';
import { isAdvertising, noSilence } from '../letters/advertising.ts';
import { letterHash, type OutboxLetter } from '../letters-of/outbox-letter.ts';
import { localTimeOf } from './estate-clock.ts';
import { letterBlock, type LetterFacts } from './letter-block.ts';

const selectLetterFacts = loadSql(import.meta.url, './letter-facts.sql');

/** A letter as it lies in the outbox. */
export interface LetterToJudge {
  readonly letterId: string;
  readonly letter: OutboxLetter;
  readonly letterHash: string;
}

/** The address it may go to, or the code of what forbids it. */
export type LetterVerdict<Letter> =
  | { readonly letter: Letter; readonly email: string }
  | { readonly letter: Letter; readonly code: ExclusionCode; readonly sentence: string };

/** One verdict per letter, in their order. */
export async function judgeLetters<Letter extends LetterToJudge>(
  session: Session,
  world: World,
  {
    templateHash,
    letters,
    now,
  }: { readonly templateHash: string; readonly letters: readonly Letter[]; readonly now: Date },
): Promise<readonly LetterVerdict<Letter>[]> {
  const { timezone } = world.settings.week;
  const today = localTimeOf(now, timezone).day;
  const rows = await session.rows<Omit<LetterFacts, 'isSameLetter'> & { readonly letterId: string }>(
    selectLetterFacts,
    {
      estate_id: world.estate,
      letter_ids: letters.map(({ letterId }) => letterId),
      now: now.toISOString(),
      today,
      timezone,
    },
  );
  const factsOf = new Map(rows.map((row) => [row.letterId, row]));
  const { guardrails } = world.settings;
  const holdout = { estate: world.estate, year: today.slice(0, 4), share: guardrails.holdout_share };
  const households = new Set<string>();
  return letters.map((letter) => {
    const facts = factsOf.get(letter.letterId);
    if (!facts) return { letter, ...clientGone };
    const isSameLetter = letterHash(letter.letter, templateHash) === letter.letterHash;
    const silence = isAdvertising(letter.letter.kind) ? {} : noSilence;
    const block = letterBlock({ ...facts, ...silence, isSameLetter }, { asOf: today, guardrails, holdout });
    if (block) return { letter, ...block };
    // Two households that became one since the letters were written: what was handed over says nothing of letters still together.
    if (households.has(facts.householdKey)) return { letter, ...sameHousehold };
    households.add(facts.householdKey);
    return { letter, email: facts.email ?? '' };
  });
}

const sameHousehold = {
  code: 'DUPLICATE_HOUSEHOLD',
  sentence: exclusionSentence('DUPLICATE_HOUSEHOLD').fr,
} as const;
const clientGone = { code: 'CLIENT_GONE', sentence: exclusionSentence('CLIENT_GONE').fr } as const;
