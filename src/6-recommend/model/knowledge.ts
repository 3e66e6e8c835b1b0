/** How much of a history is known: all of it, what came before a day, or all but the last basket of each client. */
import type { BasketHistory } from './history.ts';

/** A history read only as far as a client's `ends`: nothing is copied, and nothing behind an end is ever looked at. */
export interface Knowledge {
  readonly history: BasketHistory;
  /** By client: the basket after the last known one. */
  readonly ends: Uint32Array;
}

/** Everything, or where days are known only the baskets before `asOfDay`. */
export function knownBefore(history: BasketHistory, asOfDay: number | undefined): Knowledge {
  const ends = history.basketStarts.slice(1);
  const { days } = history;
  if (asOfDay === undefined || days === undefined) return { history, ends };
  for (let client = 0; client < history.clientCount; client++) {
    const first = history.basketStarts[client] ?? 0;
    let end = ends[client] ?? 0;
    while (end > first && (days[end - 1] ?? 0) >= asOfDay) end--;
    ends[client] = end;
  }
  return { history, ends };
}

/**
 * What was known before each client's last known basket: the past on which a model is taught to foresee that basket. A client
 * with a single basket keeps it: it teaches nothing, and taking it away would tell less of the items.
 */
export function withoutLastBasket(known: Knowledge): Knowledge {
  const { basketStarts, clientCount } = known.history;
  const ends = known.ends.slice();
  for (let client = 0; client < clientCount; client++) {
    const end = ends[client] ?? 0;
    if (end - (basketStarts[client] ?? 0) >= 2) ends[client] = end - 1;
  }
  return { history: known.history, ends };
}

/** How many baskets of a client are known. */
export function knownBaskets(known: Knowledge, client: number): number {
  return (known.ends[client] ?? 0) - (known.history.basketStarts[client] ?? 0);
}
