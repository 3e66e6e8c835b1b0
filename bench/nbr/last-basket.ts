/** A CSV of purchases made into the last-basket protocol: customers with three baskets or more, the last one is the target. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { daysOfWords } from '../foreign-days.ts';
import { UnusableFile } from '../foreign-table.ts';
import { basketEnd, itemsOfBasket, type ListedHistory, withoutLastBasket } from './basket-history.ts';
import type { Protocol } from './protocols.ts';
import { type Column, type Purchases, readPurchases } from './purchases.ts';

/** Fewer baskets than this leave too little before the target. */
const fewestBaskets = 3;
/** Days are believed where at least this share of the purchases has one; else the order of the baskets is all that is known. */
const datedShare = 0.9;

/** `data`: the CSV (`.csv`, `.csv.gz`), or a folder with exactly one. Undefined when there is none. */
export function lastBasketProtocol(data: string, withoutDays: boolean): Protocol | undefined {
  const path = statSync(data).isDirectory() ? theOnlyCsv(data) : data;
  if (path === undefined) return undefined;
  return protocolOfPurchases(readFileSync(path), withoutDays);
}

/**
 * The same from the bytes of the file, with a header that names customer, item and date or basket or both, or four columns
 * customer, date, basket, item without one. Customers and items are numbered in the order of their codes.
 */
export function protocolOfPurchases(bytes: Buffer, withoutDays: boolean): Protocol {
  const whole = historyOfPurchases(readPurchases(bytes), withoutDays);
  const { clientCount, days } = whole;
  if (clientCount === 0) throw new UnusableFile(`No customer of the file has ${fewestBaskets} baskets or more.`);
  const testClients = Int32Array.from({ length: clientCount }, (_, client) => client);
  const last = Array.from(testClients, (client) => basketEnd(whole, client) - 1);
  const fold = {
    name: '0',
    history: withoutLastBasket(whole, new Uint8Array(clientCount).fill(1)),
    testClients,
    truths: last.map((basket) => itemsOfBasket(whole, basket)),
    ...(days ? { targetDays: Int32Array.from(last, (basket) => days[basket] ?? 0) } : undefined),
  };
  return {
    name: 'last-basket',
    ideal: 'full',
    users: clientCount,
    items: new Set(whole.items).size,
    baskets: whole.lineStarts.length - 1,
    folds: [fold],
  };
}

/** Baskets as the lines tell them, not yet in order. */
interface Baskets {
  readonly basketOfLine: Int32Array;
  /** By basket: the word of its customer, its day and second (NaN where unknown), the number it bears (NaN where it is none). */
  readonly customers: number[];
  readonly days: number[];
  readonly seconds: number[];
  readonly numbers: number[];
}

/** `withoutDays` leaves the baskets and their order alone, as the published methods see them. */
function historyOfPurchases(purchases: Purchases, withoutDays: boolean): ListedHistory {
  const baskets = basketsOf(purchases);
  const isDated = baskets.days.every((day) => !Number.isNaN(day));
  const customerRank = ranksOf(purchases.customers.words);
  const ordered = keptInOrder(baskets, customerRank);
  const { quantities, prices, ...lines } = linesByBasket(purchases, baskets, ordered);
  const basketStarts = startsByClient(ordered, baskets.customers);
  const history = { clientCount: basketStarts.length - 1, basketStarts, ...lines };
  if (withoutDays) return history;
  return {
    ...history,
    ...(isDated ? { days: Int32Array.from(ordered, (one) => baskets.days[one] ?? 0) } : undefined),
    ...(quantities ? { quantities } : undefined),
    ...(prices ? { prices } : undefined),
  };
}

/** A basket is what a customer bought under one basket code, or where there is none, on one day. */
function basketsOf({ count, customers, dates, baskets: codes }: Purchases): Baskets {
  const { days, seconds } = daysOfWords(dates?.words ?? []);
  const dayOfLine = (line: number) => days[dates?.wordOfLine[line] ?? -1] ?? Number.NaN;
  let dated = 0;
  for (let line = 0; line < count; line++) dated += Number.isNaN(dayOfLine(line)) ? 0 : 1;
  const isDated = dated >= datedShare * count;
  const numberOf = (codes?.words ?? []).map((code) => (/^\d+(?:\.0*)?$/.test(code) ? Number(code) : Number.NaN));
  const found = new Map<string, number>();
  const baskets: Baskets = {
    basketOfLine: new Int32Array(count).fill(-1),
    customers: [],
    days: [],
    seconds: [],
    numbers: [],
  };
  for (let line = 0; line < count; line++) {
    const customer = customers.wordOfLine[line] ?? 0;
    const day = isDated ? dayOfLine(line) : Number.NaN;
    if (isDated && Number.isNaN(day)) continue;
    const code = codes?.wordOfLine[line] ?? -1;
    const hasCode = code >= 0 && codes?.words[code] !== '';
    const dateWord = dates?.wordOfLine[line] ?? -1;
    const key = hasCode ? `${customer} ${code}` : `${customer} on ${isDated ? day : dateWord}`;
    let basket = found.get(key);
    if (basket === undefined) {
      basket = baskets.customers.length;
      found.set(key, basket);
      baskets.customers.push(customer);
      baskets.days.push(day);
      baskets.seconds.push(isDated ? (seconds[dateWord] ?? 0) : 0);
      baskets.numbers.push(hasCode ? (numberOf[code] ?? Number.NaN) : Number.NaN);
    }
    baskets.basketOfLine[line] = basket;
  }
  return baskets;
}

/**
 * The baskets of the customers with enough of them: by customer in the order of their codes, then by instant; where no day is
 * known by the numbers the baskets bear; else, and where these are the same, in the order of the file.
 */
function keptInOrder({ customers, days, seconds, numbers }: Baskets, rankOfWord: Int32Array): Int32Array {
  const counts = new Int32Array(rankOfWord.length);
  for (const customer of customers) counts[customer] = (counts[customer] ?? 0) + 1;
  const kept = Int32Array.from(customers.keys()).filter(
    (basket) => (counts[customers[basket] ?? 0] ?? 0) >= fewestBaskets,
  );
  const isNumbered = numbers.every((number) => !Number.isNaN(number));
  const rankOf = (basket: number) => rankOfWord[customers[basket] ?? 0] ?? 0;
  return kept.sort(
    (one, other) =>
      rankOf(one) - rankOf(other) ||
      difference(days[one], days[other]) ||
      difference(seconds[one], seconds[other]) ||
      (isNumbered && Number.isNaN(days[one]) ? difference(numbers[one], numbers[other]) : 0) ||
      one - other,
  );
}

/** 0 where either is no number. */
function difference(one: number | undefined, other: number | undefined): number {
  return (one ?? 0) - (other ?? 0) || 0;
}

function startsByClient(ordered: Int32Array, customers: readonly number[]): Uint32Array {
  const starts: number[] = [];
  for (const [place, basket] of ordered.entries())
    if (place === 0 || customers[basket] !== customers[ordered[place - 1] ?? 0]) starts.push(place);
  return Uint32Array.from([...starts, ordered.length]);
}

type Lines = Pick<ListedHistory, 'itemCount' | 'lineStarts' | 'items' | 'listedPlaces' | 'quantities' | 'prices'>;

/** The lines of the baskets in this order: each item once, ascending; its pieces add up, its price is that of its last line. */
function linesByBasket(purchases: Purchases, { basketOfLine, customers }: Baskets, ordered: Int32Array): Lines {
  const rankOfItem = ranksOf(purchases.items.words);
  const { starts, lines } = groupedLines(basketOfLine, customers.length);
  const lineStarts = new Uint32Array(ordered.length + 1);
  const items = new Int32Array(basketOfLine.length);
  const listedPlaces = new Uint16Array(basketOfLine.length);
  const quantities = new Float32Array(basketOfLine.length);
  const prices = new Float32Array(basketOfLine.length);
  let size = 0;
  for (const [place, basket] of ordered.entries()) {
    const listed = new Map<number, { readonly place: number; pieces: number; price: number }>();
    for (const line of lines.subarray(starts[basket], starts[basket + 1])) {
      const item = rankOfItem[purchases.items.wordOfLine[line] ?? 0] ?? 0;
      const known = listed.get(item) ?? { place: listed.size, pieces: 0, price: Number.NaN };
      known.pieces += purchases.quantities?.[line] ?? 1;
      known.price = purchases.prices?.[line] ?? Number.NaN;
      listed.set(item, known);
    }
    for (const [item, { place: listedPlace, pieces, price }] of [...listed].sort(([one], [other]) => one - other)) {
      items[size] = item;
      listedPlaces[size] = listedPlace;
      quantities[size] = pieces;
      prices[size++] = price;
    }
    lineStarts[place + 1] = size;
  }
  return {
    itemCount: rankOfItem.length,
    lineStarts,
    items: items.slice(0, size),
    listedPlaces: listedPlaces.slice(0, size),
    ...(purchases.quantities ? { quantities: quantities.slice(0, size) } : undefined),
    ...(purchases.prices ? { prices: prices.slice(0, size) } : undefined),
  };
}

/** The lines of each basket in the order of the file; those of no basket are left out. */
function groupedLines(basketOfLine: Int32Array, basketCount: number): { starts: Uint32Array; lines: Int32Array } {
  const starts = new Uint32Array(basketCount + 1);
  for (const basket of basketOfLine) if (basket >= 0) starts[basket + 1] = (starts[basket + 1] ?? 0) + 1;
  for (let basket = 0; basket < basketCount; basket++)
    starts[basket + 1] = (starts[basket + 1] ?? 0) + (starts[basket] ?? 0);
  const next = starts.slice();
  const lines = new Int32Array(starts[basketCount] ?? 0);
  for (const [line, basket] of basketOfLine.entries()) {
    if (basket < 0) continue;
    const place = next[basket] ?? 0;
    lines[place] = line;
    next[basket] = place + 1;
  }
  return { starts, lines };
}

/** By word: its place among all words in the order of their texts. */
function ranksOf(words: Column['words']): Int32Array {
  const order = Int32Array.from(words.keys()).sort((one, other) =>
    (words[one] ?? '') < (words[other] ?? '') ? -1 : 1,
  );
  const ranks = new Int32Array(words.length);
  for (const [rank, word] of order.entries()) ranks[word] = rank;
  return ranks;
}

function theOnlyCsv(folder: string): string | undefined {
  const files = readdirSync(folder).filter((name) => /\.csv(?:\.gz)?$/.test(name));
  return files.length === 1 ? join(folder, files[0] ?? '') : undefined;
}
