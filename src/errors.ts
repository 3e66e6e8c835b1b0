/**
 * Which kind of "no" to use. A bad row is a *reject* (3-curated/reject.ts): kept, while the run goes on.
 * A rule of the business that says no is a *refusal*: a value with a
 * reason code that is returned (6-recommend/guardrails.ts). The world breaking is a
 * *failure*: thrown. Anything else is a bug and may crash.
 */
import type { Sentence } from './values/sentence.ts';

export interface FailureOptions {
  /** Values that help whoever reads the log: never a name, an address or an e-mail. */
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
  /** Whether doing the same again later can help. */
  readonly retry?: 'never' | 'later';
}

/** The world broke, or refused: a missing file, a lost database, a full disk. */
export class Failure extends Error {
  readonly code: string;
  readonly sentence: Sentence;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly retry: 'never' | 'later';

  constructor(code: string, sentence: Sentence, options: FailureOptions = {}) {
    super(sentence.en, { cause: options.cause });
    this.name = 'Failure';
    this.code = code;
    this.sentence = sentence;
    this.facts = options.facts ?? {};
    this.retry = options.retry ?? 'never';
  }
}

/** A business rule stopped the work and cannot be returned as a value from where it was met (exit code 3). */
export class RefusedByRule extends Failure {
  constructor(code: string, sentence: Sentence, options: FailureOptions = {}) {
    super(code, sentence, options);
    this.name = 'RefusedByRule';
  }
}
