/**
 * Room 9, as its types: what a recommendation brought. Nothing is measured yet.
 * Reads all of it; never credits a letter with an earlier sale.
 */

/** How near a later purchase is to what was recommended, nearest first. */
export type OutcomeLevel = 'exact_wine_and_vintage' | 'wine' | 'family' | 'any';

/** A purchase after a letter, within a window of days; returns subtract. */
export interface Outcome {
  readonly campaignId: string;
  readonly clientCode: string;
  readonly rank: number;
  readonly level: OutcomeLevel;
  readonly windowDays: 7 | 30 | 60 | 90;
  /** Exact, in euros HT. */
  readonly netHt: string;
  /** Until the window and two exports have passed. */
  readonly isProvisional: boolean;
}

/** The difference a campaign made against its holdout; `undefined` figures are "not measurable yet". */
export interface Lift {
  readonly treated: number;
  readonly heldOut: number;
  readonly incrementalHt?: string;
  readonly interval?: readonly [low: string, high: string];
  readonly probabilityPositive?: number;
}
