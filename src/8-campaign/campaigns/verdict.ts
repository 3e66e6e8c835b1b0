/** What the linter says of all letters of a campaign together: each finding once, with how many letters bear it. Pure. */
import type { Sentence } from '../../values/sentence.ts';
import { stableHash } from '../../values/stable-json.ts';
import type { LetterKind } from '../letters/letter.ts';
import { lintVersion } from '../lint/lint.ts';
import type { LintFinding } from '../lint/rule.ts';

/** A template the letters were made with. */
export interface TemplateUsed {
  readonly kind: LetterKind;
  readonly version: number;
  readonly hash: string;
}

export interface CampaignFinding {
  readonly code: string;
  readonly severity: 'block' | 'warn';
  readonly letterCount: number;
  /** A client whose letter bears it, and what is said of that letter. */
  readonly exampleClient: string;
  readonly sentence: Sentence;
}

/** The `verdict` of `crm.campaigns`. */
export interface CampaignVerdict {
  readonly isBlocked: boolean;
  readonly verdictHash: string;
  readonly letterCount: number;
  /** Blocks first, then what more letters bear. */
  readonly findings: readonly CampaignFinding[];
  readonly templates: readonly TemplateUsed[];
}

/** Gathers the findings of one letter after the other. */
export function createVerdict(): {
  add(clientCode: string, findings: readonly LintFinding[]): void;
  close(templates: readonly TemplateUsed[]): CampaignVerdict;
} {
  const findings = new Map<string, CampaignFinding>();
  let letterCount = 0;
  return {
    add(clientCode, found) {
      letterCount++;
      const firsts = new Map(found.toReversed().map((finding) => [finding.code, finding]));
      for (const [code, { severity, sentence }] of firsts) {
        const known = findings.get(code) ?? { code, severity, letterCount: 0, exampleClient: clientCode, sentence };
        findings.set(code, { ...known, letterCount: known.letterCount + 1 });
      }
    },
    close(templates) {
      const inOrder = [...findings.values()].sort(byGravity);
      return {
        isBlocked: inOrder.some(({ severity }) => severity === 'block'),
        verdictHash: stableHash({ lintVersion, letterCount, findings: inOrder, templates }),
        letterCount,
        findings: inOrder,
        templates,
      };
    },
  };
}

function byGravity(a: CampaignFinding, b: CampaignFinding): number {
  if (a.severity !== b.severity) return a.severity === 'block' ? -1 : 1;
  if (a.letterCount !== b.letterCount) return b.letterCount - a.letterCount;
  return a.code < b.code ? -1 : 1;
}

/** One hash over the templates of a campaign. */
export function templatesHash(templates: readonly TemplateUsed[]): string {
  const [only, ...others] = templates;
  return only !== undefined && others.length === 0
    ? only.hash
    : stableHash(templates.map(({ kind, hash }) => [kind, hash]));
}
