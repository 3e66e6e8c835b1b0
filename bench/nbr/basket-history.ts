/** Baskets as lists, as files tell them, made into the compressed rows that models learn from. */
import type { BasketHistory } from '../../src/6-recommend/model/history.ts';

/** One purchase: distinct items, and what is known of it. */
export interface Basket {
  readonly items: readonly number[];
  /** Day number (values/day.ts). */
  readonly day?: number;
  /** By item of `items`. */
  readonly quantities?: readonly number[];
  /** By item of `items`: price of one unit, NaN where unknown. */
  readonly prices?: readonly number[];
}

/** A history that remembers in which order a file lists the items of a basket: published baselines break ties by it. */
export interface ListedHistory extends BasketHistory {
  /** By line: the place of the item in its basket as listed. */
  readonly listedPlaces: Uint16Array;
}

/** By client, baskets oldest first. Days, quantities and prices are kept only where every basket has them. */
export function historyOf(clients: readonly (readonly Basket[])[], itemCount: number): ListedHistory {
  const baskets = clients.flat();
  const lineCount = baskets.reduce((sum, basket) => sum + basket.items.length, 0);
  const items = new Int32Array(lineCount);
  const quantities = new Float32Array(lineCount);
  const prices = new Float32Array(lineCount);
  const listedPlaces = new Uint16Array(lineCount);
  const lineStarts = new Uint32Array(baskets.length + 1);
  let line = 0;
  for (const [at, basket] of baskets.entries()) {
    for (const place of ascendingPlaces(basket.items)) {
      items[line] = basket.items[place] ?? 0;
      quantities[line] = basket.quantities?.[place] ?? 0;
      prices[line] = basket.prices?.[place] ?? Number.NaN;
      listedPlaces[line] = place;
      line++;
    }
    lineStarts[at + 1] = line;
  }
  return {
    clientCount: clients.length,
    itemCount,
    basketStarts: startsOf(clients),
    lineStarts,
    items,
    listedPlaces,
    ...(baskets.every(({ day }) => day !== undefined)
      ? { days: Int32Array.from(baskets, ({ day }) => day ?? 0) }
      : undefined),
    ...(baskets.every((basket) => basket.quantities !== undefined) ? { quantities } : undefined),
    ...(baskets.every((basket) => basket.prices !== undefined) ? { prices } : undefined),
  };
}

/** The same history without the last basket of the clients marked 1: what a model may know when those are its targets. */
export function withoutLastBasket(history: ListedHistory, isHidden: Uint8Array): ListedHistory {
  const { clientCount, basketStarts } = history;
  const kept: number[] = [];
  const starts = new Uint32Array(clientCount + 1);
  for (let client = 0; client < clientCount; client++) {
    const end = basketEnd(history, client) - (isHidden[client] ?? 0);
    for (let basket = basketStarts[client] ?? 0; basket < end; basket++) kept.push(basket);
    starts[client + 1] = kept.length;
  }
  return onlyBaskets(history, kept, starts);
}

/** One past the last basket of a client. */
export function basketEnd(history: BasketHistory, client: number): number {
  return history.basketStarts[client + 1] ?? 0;
}

/** The items of one basket, ascending; a view, not a copy. */
export function itemsOfBasket(history: BasketHistory, basket: number): Int32Array {
  return history.items.subarray(history.lineStarts[basket], history.lineStarts[basket + 1]);
}

/** The items of one basket as the file lists them. */
export function itemsAsListed(history: ListedHistory, basket: number): number[] {
  const listed: number[] = [];
  const start = history.lineStarts[basket] ?? 0;
  for (const [at, item] of itemsOfBasket(history, basket).entries()) {
    listed[history.listedPlaces[start + at] ?? 0] = item;
  }
  return listed;
}

/** Every item a client bought in this history, once for each basket that holds it; a view, not a copy. */
export function linesOfClient(history: BasketHistory, client: number): Int32Array {
  const { lineStarts, basketStarts } = history;
  return history.items.subarray(lineStarts[basketStarts[client] ?? 0], lineStarts[basketEnd(history, client)]);
}

function onlyBaskets(history: ListedHistory, kept: readonly number[], basketStarts: Uint32Array): ListedHistory {
  const lineStarts = new Uint32Array(kept.length + 1);
  const lines: number[] = [];
  for (const [at, basket] of kept.entries()) {
    const end = history.lineStarts[basket + 1] ?? 0;
    for (let line = history.lineStarts[basket] ?? 0; line < end; line++) lines.push(line);
    lineStarts[at + 1] = lines.length;
  }
  const { days, quantities, prices } = history;
  return {
    clientCount: history.clientCount,
    itemCount: history.itemCount,
    basketStarts,
    lineStarts,
    items: Int32Array.from(lines, (line) => history.items[line] ?? 0),
    listedPlaces: Uint16Array.from(lines, (line) => history.listedPlaces[line] ?? 0),
    ...(days ? { days: Int32Array.from(kept, (basket) => days[basket] ?? 0) } : undefined),
    ...(quantities ? { quantities: Float32Array.from(lines, (line) => quantities[line] ?? 0) } : undefined),
    ...(prices ? { prices: Float32Array.from(lines, (line) => prices[line] ?? 0) } : undefined),
  };
}

function startsOf(rows: readonly (readonly unknown[])[]): Uint32Array {
  const starts = new Uint32Array(rows.length + 1);
  for (const [at, row] of rows.entries()) starts[at + 1] = (starts[at] ?? 0) + row.length;
  return starts;
}

function ascendingPlaces(items: readonly number[]): number[] {
  return items.map((_, place) => place).sort((one, other) => (items[one] ?? 0) - (items[other] ?? 0));
}
