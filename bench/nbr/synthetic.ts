/** A history as an estate with many clients would have: few wines each, bought again, most before Christmas. */
import type { BasketHistory } from '../../src/6-recommend/model/history.ts';
import { type Random, randomOf } from '../../src/demo/random.ts';

export interface Size {
  readonly clients: number;
  readonly items: number;
  readonly lines: number;
}

const years = 6;
const drawsPerBasket = 4;
/** What is left of them when a wine drawn twice is one line (measured). */
const linesPerBasket = 3.6;
/** How many ways to like wine there are: each sees the catalogue in an order of its own. */
const tastes = 24;
/** How often a line is a wine the client bought before. */
const repeatChance = 0.6;
/** Day number of 2020-01-01, where the years begin. */
const firstDay = 18_262;

/** The same size and seed give the same history. About `size.lines` lines: a basket holds a wine once. */
export function syntheticHistory(size: Size, seed: number): BasketHistory {
  const perClient = size.lines / size.clients;
  const orders = tasteOrders(size.items, seed);
  const writer = historyWriter(size, Math.ceil(size.lines * 1.3) + size.clients);
  for (let client = 0; client < size.clients; client++) {
    const random = randomOf(seed, 1, client);
    const taste = orders[random.int(0, tastes - 1)] ?? new Int32Array(size.items);
    // Few buy much and many little, with the same mean: an exponential.
    const baskets = Math.max(1, Math.round((-Math.log(1 - random.unit()) * perClient) / linesPerBasket));
    const known: number[] = [];
    for (const day of orderDays(random, baskets)) writer.addBasket(day, random, basketItems(random, taste, known));
    writer.endClient();
  }
  return writer.history();
}

function tasteOrders(items: number, seed: number): Int32Array[] {
  return Array.from({ length: tastes }, (_, taste) => {
    const random = randomOf(seed, 2, taste);
    // Wines liked by all stay in front; within reach of each other they change places.
    const places = Float64Array.from({ length: items }, (_, item) => item * 0.5 + random.unit() * items * 0.5);
    return Int32Array.from({ length: items }, (_, item) => item).sort(
      (one, other) => (places[one] ?? 0) - (places[other] ?? 0),
    );
  });
}

/** Ascending; half of the orders fall in November and December. */
function orderDays(random: Random, count: number): number[] {
  const days = Array.from({ length: count }, () => {
    const dayOfYear = random.chance(0.5) ? random.int(304, 358) : random.int(0, 364);
    return firstDay + random.int(0, years - 1) * 365 + dayOfYear;
  });
  return days.sort((one, other) => one - other);
}

function basketItems(random: Random, taste: Int32Array, known: number[]): number[] {
  const items = new Set<number>();
  for (let left = random.int(1, drawsPerBasket * 2 - 1); left > 0; left--) {
    const isRepeat = known.length > 0 && random.chance(repeatChance);
    // The cube makes the wines in front far likelier, as in every catalogue.
    items.add(isRepeat ? random.pick(known) : (taste[Math.floor(random.unit() ** 3 * taste.length)] ?? 0));
  }
  known.push(...items);
  return [...items].sort((one, other) => one - other);
}

function historyWriter({ clients, items: itemCount }: Size, mostLines: number) {
  const items = new Int32Array(mostLines);
  const quantities = new Float32Array(mostLines);
  const lineStarts = new Uint32Array(mostLines + 1);
  const days = new Int32Array(mostLines);
  const basketStarts = new Uint32Array(clients + 1);
  let [line, basket, client] = [0, 0, 0];
  return {
    addBasket(day: number, random: Random, bought: readonly number[]): void {
      for (const item of bought) {
        if (line === mostLines) return;
        quantities[line] = 3 * random.int(1, 6);
        items[line++] = item;
      }
      days[basket++] = day;
      lineStarts[basket] = line;
    },
    endClient(): void {
      basketStarts[++client] = basket;
    },
    history: (): BasketHistory => ({
      clientCount: clients,
      itemCount,
      basketStarts,
      lineStarts: lineStarts.slice(0, basket + 1),
      items: items.slice(0, line),
      days: days.slice(0, basket),
      quantities: quantities.slice(0, line),
    }),
  };
}
