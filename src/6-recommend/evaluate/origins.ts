/** The days on which the past is asked again: each with a horizon of sales after it that were not known then. */

/** Before an origin there must be a year of sales: the seasons, and the rhythm of the clients. */
export const historyDays = 365;
/** Origins look back over so many days, two of each season. */
const spanDays = 730;

export interface OriginQuestion {
  /** Nothing later is looked at, as knowledge or as outcome. */
  readonly asOfDay: number;
  readonly firstSaleDay: number;
  readonly lastSaleDay: number;
  /** How many origins at most. */
  readonly count: number;
  readonly horizonDays: number;
}

/**
 * The origin days, oldest first. The last one lies a horizon before the last sale known, the others as far apart as spreads
 * them over two years, never closer than a horizon: no sale is the outcome of two origins. Empty where history is too short.
 */
export function originDays(question: OriginQuestion): readonly number[] {
  const { count, horizonDays, firstSaleDay } = question;
  const last = Math.min(question.asOfDay, question.lastSaleDay) - horizonDays;
  const apart = Math.max(horizonDays, Math.floor(spanDays / count));
  const days = Array.from({ length: count }, (_, position) => last - position * apart);
  return days.filter((day) => day >= firstSaleDay + historyDays).reverse();
}
