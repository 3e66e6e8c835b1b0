/** From findings to a score per client, and from scores to the gate of the run. Source: rules.md, Audit of recommendations. */
import { auditPolicies } from '../estate/sending-settings.ts';
import type { Settings } from '../estate/settings.ts';
import type { AuditContext, AuditedClient, Finding } from './audited-list.ts';
import { auditRules } from './rules/all.ts';

export interface Verdict {
  readonly clientCode: string;
  /** max(0, 100 − 40 × errors − 10 × warnings) */
  readonly score: number;
  /** No error, and the score reaches `audit.eligible_score`. */
  readonly isEligible: boolean;
  /** In the order of the rules, then of the ranks. */
  readonly findings: readonly Finding[];
}

export interface Gate {
  readonly policy: Settings['audit']['policy'];
  readonly minimumShare: number;
  /** Eligible clients beside all audited; 1 when there is nobody to judge. */
  readonly eligibleShare: number;
  readonly isOpen: boolean;
}

const pointsPerError = 40;
const pointsPerWarning = 10;

/** What all rules find about one client. */
export function verdictOf(client: AuditedClient, context: AuditContext): Verdict {
  const findings = auditRules.flatMap(({ code, severity, check }) =>
    check(client, context).map(({ rank, sentence }) => ({ code, severity, rank, sentence })),
  );
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const score = Math.max(0, 100 - pointsPerError * errors - pointsPerWarning * warnings);
  const isEligible = errors === 0 && score >= context.audit.eligible_score;
  return { clientCode: client.clientCode, score, isEligible, findings };
}

/** Whether enough clients are eligible for the run to be approved as a whole. */
export function gateOf(
  counts: { readonly clients: number; readonly eligible: number },
  { policy, minimum_share: ownShare }: Settings['audit'],
): Gate {
  const minimumShare = policy === 'own' ? ownShare : auditPolicies[policy];
  const eligibleShare = counts.clients === 0 ? 1 : counts.eligible / counts.clients;
  return { policy, minimumShare, eligibleShare, isOpen: eligibleShare >= minimumShare };
}
