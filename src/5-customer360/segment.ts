/** Which of the seven segments a client is in: the first that matches. Source: rules.md, Customer 360. */
import type { Settings } from '../estate/settings.ts';
import { type Day, daysBetween } from '../values/day.ts';
import type { Decimal4 } from '../values/decimal.ts';
import type { Rfm } from './rfm.ts';
import { nextSeasonEnd, type Rhythm } from './rhythm.ts';

/** In the order in which they are tried. */
export const segments = ['Prospect', 'Churn', 'VIP', 'At Risk', 'Loyal', 'New', 'Standard'] as const;
export type Segment = (typeof segments)[number];
/** The estate's four tiers; a prospect is in none of them and is called one. */
export type Tier = 'VIP' | 'Standard' | 'At Risk' | 'Churn' | 'Prospect';

export const tierOf: Readonly<Record<Segment, Tier>> = {
  Prospect: 'Prospect',
  Churn: 'Churn',
  VIP: 'VIP',
  'At Risk': 'At Risk',
  Loyal: 'Standard',
  New: 'Standard',
  Standard: 'Standard',
};

/** How long this client may be silent: the estate's days, or more where their own rhythm is slower. */
export interface SilenceLimits {
  /** At risk beyond so many days. */
  readonly atRiskDays: number;
  /** Lost beyond so many days. */
  readonly churnDays: number;
  /** What raised them: the client's gap, the end of their next usual month, or nothing. */
  readonly raisedBy: 'gap' | 'season' | null;
}

/** What a segment is decided from; `rfm` and `recencyDays` are null together, without a net order. */
export interface SegmentFacts {
  readonly orderCount: number;
  readonly netHt: Decimal4;
  readonly recencyDays: number | null;
  readonly rfm: Rfm | null;
  readonly limits: SilenceLimits;
  /** As `isKeptFromChurn` has it. */
  readonly isKeptFromChurn: boolean;
}

/** Lost is later than at risk: two gaps missed, not one and a half (evaluation.md, 3: winback when the ratio exceeds 2). */
const churnGaps = 2;

/** Whether anything this client bought remains bought: without it they are a prospect, whatever was sent back. */
export function hasNetOrder(facts: Pick<SegmentFacts, 'orderCount' | 'netHt'>): boolean {
  return facts.orderCount > 0 && facts.netHt > 0;
}

/** The first segment whose rule matches. */
export function decideSegment(facts: SegmentFacts, rules: Settings['segments']): Segment {
  const { rfm, recencyDays, limits } = facts;
  if (!hasNetOrder(facts) || rfm === null || recencyDays === null) return 'Prospect';
  if (recencyDays > (facts.orderCount === 1 ? rules.churn_days_single_order : limits.churnDays))
    return facts.isKeptFromChurn ? 'At Risk' : 'Churn';
  if (rfm.recency >= 4 && rfm.frequency >= 4 && rfm.monetary >= 4) return 'VIP';
  if (recencyDays > limits.atRiskDays && facts.orderCount >= 2) return 'At Risk';
  if (rfm.frequency >= 3) return 'Loyal';
  if (facts.orderCount === 1 && rfm.recency >= 4) return 'New';
  return 'Standard';
}

/** From this chance of still being a client on, a yearly buyer is not given up for lost by the calendar alone. */
export const keptFromChurnAt = 0.8;

/**
 * Whether the value model holds a client back from Churn: their own rhythm is yearly, they are very probably still a client,
 * and no more than one of their gaps has passed since the limit. They are At Risk then. The model only ever says this: it
 * makes nobody lost, nobody better than At Risk, and moves no limit; without a model the rules stand alone.
 */
export function isKeptFromChurn(facts: {
  readonly rhythm: Rhythm;
  readonly recencyDays: number | null;
  readonly limits: SilenceLimits;
  readonly pAlive: number | null;
}): boolean {
  const { rhythm, recencyDays, limits, pAlive } = facts;
  if (rhythm.name !== 'yearly' || rhythm.ownGapDays === null || recencyDays === null || pAlive === null) return false;
  const isLate = recencyDays > limits.churnDays;
  return isLate && recencyDays <= limits.churnDays + rhythm.ownGapDays && pAlive >= keptFromChurnAt;
}

/**
 * How long a client with this rhythm may be silent. The limits only ever rise, and only on the client's own showing: the
 * shrunk gap tempers a slow client's gap, and never lends slowness to a quick one. A client who buys in one season is not
 * late before that season has ended.
 */
export function silenceLimits(rhythm: Rhythm, lastOrderOn: Day | null, rules: Settings['segments']): SilenceLimits {
  const fixed = { atRiskDays: rules.at_risk_days, churnDays: rules.churn_days, raisedBy: null };
  if (rhythm.ownGapDays === null || rhythm.gapDays === null || lastOrderOn === null) return fixed;
  const gapDays = Math.min(rhythm.ownGapDays, rhythm.gapDays);
  const byGap = Math.floor(rules.gap_tolerance * gapDays);
  const bySeason =
    rhythm.usualMonth === null ? 0 : daysBetween(lastOrderOn, nextSeasonEnd(rhythm.usualMonth, lastOrderOn));
  const atRiskDays = Math.max(rules.at_risk_days, byGap, bySeason);
  const churnDays = Math.max(
    rules.churn_days,
    Math.floor(Math.max(churnGaps, rules.gap_tolerance) * gapDays),
    bySeason,
  );
  if (atRiskDays === rules.at_risk_days && churnDays === rules.churn_days) return fixed;
  return { atRiskDays, churnDays, raisedBy: bySeason > byGap ? 'season' : 'gap' };
}
