/** What the buying models read of a client: how often they came back, when last, and since when they are a client. In weeks. */
import { type Day, toDayNumber } from '../../values/day.ts';

export interface BuyingHistory {
  /** Order days after the first: x of the papers. */
  readonly repeats: number;
  /** From the first order to the last: t_x. 0 without repeat. */
  readonly lastWeek: number;
  /** From the first order to the as-of day: T. */
  readonly ageWeeks: number;
  /** Sum of ln of the gaps: the same for all parameters of a model, so that it only matters between models. 0 unless told. */
  readonly lnGaps?: number;
  /**
   * True where the records go back a year or more before the first order in them, so that it was the first indeed: who ordered in
   * the first year of the records may be a client of twenty years.
   */
  readonly isNewcomer?: boolean;
}

/** One history, and how many clients have it. */
export interface CountedHistory extends BuyingHistory {
  readonly clients: number;
}

/** The history of a client as of a day, from distinct ascending order days; null when nothing was ordered by then. */
export function historyAsOf(orderDays: readonly Day[], asOf: Day): BuyingHistory | null {
  return historyUpTo(orderDays.map(toDayNumber), toDayNumber(asOf));
}

/** The same from days as numbers since 1970. */
export function historyUpTo(dayNumbers: ArrayLike<number>, asOfDay: number): BuyingHistory | null {
  let orders = dayNumbers.length;
  while (orders > 0 && (dayNumbers[orders - 1] ?? 0) > asOfDay) orders--;
  const [first, last] = [dayNumbers[0], dayNumbers[orders - 1]];
  if (first === undefined || last === undefined) return null;
  let lnGaps = 0;
  for (let order = 1; order < orders; order++) {
    lnGaps += Math.log(Math.max(1, (dayNumbers[order] ?? 0) - (dayNumbers[order - 1] ?? 0)) / 7);
  }
  return { repeats: orders - 1, lastWeek: (last - first) / 7, ageWeeks: (asOfDay - first) / 7, lnGaps };
}

/** Equal histories taken together, in a fixed order: the likelihood needs each only once. */
export function countHistories(histories: Iterable<BuyingHistory>): readonly CountedHistory[] {
  const byKey = new Map<string, { history: BuyingHistory; clients: number }>();
  for (const history of histories) {
    const key = `${history.repeats};${history.lastWeek};${history.ageWeeks};${history.lnGaps ?? 0}`;
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, { history, clients: 1 });
    else known.clients++;
  }
  return [...byKey.values()].map(({ history, clients }) => ({ ...history, clients }));
}
