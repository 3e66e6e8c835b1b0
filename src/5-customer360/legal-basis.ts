/** By what right a client may be written to by e-mail, and what proves it. Source: law.md, 1 (art. L34-5 CPCE). */
import type { Day } from '../values/day.ts';
import type { Consent } from './consent.ts';

export type LegalBasisName = 'soft_opt_in' | 'consent' | 'b2b' | 'none';

/** A line of the last sale: what the soft opt-in stands on. */
export interface SaleLineEvidence {
  readonly kind: 'sale_line';
  readonly source: string;
  readonly documentId: string;
  readonly lineId: string;
  readonly on: Day;
}

/** An entry of the consent register: a yes, or the no that ended everything. */
export interface RegisterEvidence {
  readonly kind: 'opt_in' | 'objection';
  readonly evidence: string;
  readonly on: Day;
}

export interface LegalBasis {
  readonly basis: LegalBasisName;
  /** Null when nothing proves anything: no basis, or a trade client, whose trade is the basis. */
  readonly evidence: SaleLineEvidence | RegisterEvidence | null;
}

export interface LegalBasisFacts {
  readonly consent: Consent;
  readonly isTrade: boolean;
  /** A sale took place and was not sent back whole. */
  readonly hasNetOrder: boolean;
  readonly saleLine: SaleLineEvidence | null;
}

/**
 * The strongest right there is: a refusal ends all; else an explicit yes; else trade; else the soft opt-in, which only a
 * real sale gives, never the client file alone (docs/decisions/0005); else none.
 */
export function legalBasis({ consent, isTrade, hasNetOrder, saleLine }: LegalBasisFacts): LegalBasis {
  const { objection, optIn } = consent;
  if (objection !== null) {
    return { basis: 'none', evidence: { kind: 'objection', evidence: objection.evidence, on: objection.happenedOn } };
  }
  if (optIn !== null) {
    return { basis: 'consent', evidence: { kind: 'opt_in', evidence: optIn.evidence, on: optIn.happenedOn } };
  }
  if (isTrade) return { basis: 'b2b', evidence: null };
  if (hasNetOrder && saleLine !== null) return { basis: 'soft_opt_in', evidence: saleLine };
  return { basis: 'none', evidence: null };
}
