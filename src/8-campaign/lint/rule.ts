/** The one shape of a lint rule: what it looks for, how grave it is, and what it found in one letter. */
import type { Sentence } from '../../values/sentence.ts';
import type { LetterHeaders } from '../letters/headers.ts';
import type { Letter } from '../letters/letter.ts';
import type { ReadLetter } from './read-letter.ts';

/** What a rule may know beside the letter as it will be read. */
export interface LintContext {
  readonly letter: Letter;
  readonly headers: LetterHeaders;
}

export type LintPlace = 'subject' | 'preheader' | 'html' | 'text' | 'headers';

/** One thing a rule saw, said to the person who approves. */
export interface LintHit {
  readonly where: LintPlace;
  readonly sentence: Sentence;
}

export interface LintRule {
  readonly code: string;
  /** `block`: the letter cannot be sent. `warn`: the approver decides, and the finding is kept with the approval. */
  readonly severity: 'block' | 'warn';
  readonly check: (read: ReadLetter, context: LintContext) => readonly LintHit[];
}

/** One hit with its rule's code and severity. */
export interface LintFinding extends LintHit {
  readonly code: string;
  readonly severity: 'block' | 'warn';
}
