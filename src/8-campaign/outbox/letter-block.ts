/** Why one letter of the outbox must not leave after all, with the facts of this moment: room 6's guardrails, asked again. */
import { blocksOf, type GuardFacts, type GuardRules } from '../../6-recommend/guardrails.ts';
import { parseEmail } from '../../values/email.ts';
import { type ExclusionCode, exclusionSentence } from '../campaigns/exclusion-sentence.ts';

/** What is known at the claim of whom a letter goes to. */
export interface LetterFacts extends Omit<GuardFacts, 'hasEmail'> {
  /** The client's address now; null without one. */
  readonly email: string | null;
  /** It is still the address the letter was approved for. */
  readonly isSameAddress: boolean;
  /** The words and the template are still those the letter was approved with. */
  readonly isSameLetter: boolean;
}

/** A stable code (a guardrail's, or one of the outbox's own) and the sentence read at the estate. */
export interface LetterBlock {
  readonly code: ExclusionCode;
  readonly sentence: string;
}

/** Undefined: it may leave. */
export function letterBlock(facts: LetterFacts, rules: GuardRules): LetterBlock | undefined {
  const { email } = facts;
  const isAddress = email !== null && typeof parseEmail(email) === 'string';
  // The household speaks through the facts of its one letter: who of it is written to was settled when the letter was made.
  const guarded = blocksOf([{ ...facts, hasEmail: isAddress }], rules).get(facts.clientCode);
  if (guarded) return guarded;
  if (!facts.isSameAddress) return addressChanged;
  return facts.isSameLetter ? undefined : letterChanged;
}

const addressChanged: LetterBlock = { code: 'ADDRESS_CHANGED', sentence: exclusionSentence('ADDRESS_CHANGED').fr };
const letterChanged: LetterBlock = { code: 'LETTER_CHANGED', sentence: exclusionSentence('LETTER_CHANGED').fr };
