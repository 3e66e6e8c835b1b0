/**
 * The law linter: everything that keeps a letter from being sent, and everything the approver should have read. It changes
 * nothing; its verdict is kept with the approval (law.md, 4 and 5; promises.md, 23).
 */
import { stableHash } from '../../values/stable-json.ts';
import type { RenderedLetter } from '../letters/render.ts';
import { lintRules } from './all-rules.ts';
import { readLetter } from './read-letter.ts';
import type { LintContext, LintFinding } from './rule.ts';

/** Raised with every change of a rule, so that an older verdict is known to be older. */
export const lintVersion = 1;

export interface LintVerdict {
  /** Blocks first, then warnings, each in the order of the rules. */
  readonly findings: readonly LintFinding[];
  readonly isBlocked: boolean;
  /** SHA-256 of the letter as rendered, its headers, the findings and the version of the rules. */
  readonly verdictHash: string;
}

/** Reads one rendered letter by every rule. */
export function lintLetter(rendered: RenderedLetter, context: LintContext): LintVerdict {
  const read = readLetter(rendered);
  const all = lintRules.flatMap(({ code, severity, check }) =>
    check(read, context).map((hit): LintFinding => ({ code, severity, ...hit })),
  );
  const findings = [
    ...all.filter(({ severity }) => severity === 'block'),
    ...all.filter(({ severity }) => severity === 'warn'),
  ];
  return {
    findings,
    isBlocked: findings.some(({ severity }) => severity === 'block'),
    // Counted when asked for: of many letters together the campaign keeps a hash of its own.
    get verdictHash() {
      const told = findings.map(({ code, where, sentence }) => ({ code, where, said: sentence.fr }));
      return stableHash({ lintVersion, rendered, headers: context.headers, findings: told });
    },
  };
}
