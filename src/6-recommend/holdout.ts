/**
 * The holdout: households that get no letter this year, so that what the letters bring can be measured. Assigned by
 * HMAC-SHA-256 of the household under a seed made of the estate and the year: no table to audit, the same answer from
 * whoever asks, and no way to win by asking again. Source: evaluation.md, 1.
 */
import { createHmac } from 'node:crypto';

export interface HoldoutRules {
  readonly estate: string;
  /** The year of the as-of day. */
  readonly year: string;
  /** 0 to 1. */
  readonly share: number;
}

/** Whether a household is held out. The share is honoured to a ten-thousandth. */
export function isHeldOut(householdKey: string, rules: HoldoutRules): boolean {
  const digest = createHmac('sha256', `${rules.estate}:${rules.year}`).update(householdKey).digest();
  return digest.readUIntBE(0, 6) % 10_000 < Math.round(rules.share * 10_000);
}
