import { isSunday, monthOf } from './calendar.ts';
import { type Catalogue, type Product, priceHtCents, productFor } from './catalogue.ts';
import { type DemoClient, type Habit, nextOrderDay } from './clients.ts';
import { formatOf, type PackagingCode, packagings } from './packagings.ts';
import { itemAt, type Random, randomOf } from './random.ts';
import { chooseWine, type Mood, tastes, wineAppeal } from './tastes.ts';
import { type Wine, wines } from './wines.ts';

/** A wine asked for: so many packs of a product at a price per pack. */
export interface OrderLine {
  readonly product: Product;
  readonly packaging: PackagingCode;
  readonly quantity: number;
  readonly puHtCents: number;
}

/** What a client wants on a day, before the estate makes documents of it. */
export interface Order {
  readonly client: DemoClient;
  readonly day: number;
  readonly lines: readonly OrderLine[];
}

export interface Market {
  readonly seed: number;
  readonly catalogue: Catalogue;
}

interface Basket {
  readonly lines: readonly [number, number];
  readonly packs: readonly (readonly [PackagingCode, number])[];
  readonly bottles: readonly [number, number];
  readonly cartons: readonly [number, number];
}

const baskets: Record<Habit, Basket> = {
  yearly: basket([3, 6], [1, 6], [1, 2], { CARTON6: 6, BOUTEILLE: 3, CARTON12: 1.4, MAGNUM: 0.2, BIB5: 0.3 }),
  twice_a_year: basket([2, 5], [2, 6], [1, 2], { CARTON6: 6, BOUTEILLE: 3, CARTON12: 0.8, BIB5: 0.3, DEMI: 0.2 }),
  seasonal: basket([1, 4], [2, 6], [1, 3], { CARTON6: 5, BOUTEILLE: 4, MAGNUM: 0.3 }),
  gift: basket([1, 4], [1, 4], [1, 1], { COFFRET3: 5, COFFRET2: 4, MAGNUM: 3, BOUTEILLE: 4, CARTON6: 1 }),
  regular: basket([1, 4], [1, 4], [1, 1], { BOUTEILLE: 8, CARTON6: 1.5, BIB3: 0.8, BIB5: 0.5, DEMI: 0.3 }),
  one_order: basket([1, 5], [1, 6], [1, 1], { BOUTEILLE: 5, CARTON6: 4, COFFRET3: 0.5 }),
  chr: basket([3, 6], [3, 12], [1, 3], { CARTON6: 6, CARTON12: 3, BIB5: 1, DEMI: 1, MAGNUM: 0.3 }),
  caviste: basket([3, 7], [3, 6], [1, 4], { CARTON6: 8, CARTON12: 2, MAGNUM: 0.5, COFFRET3: 0.2 }),
  export: basket([4, 8], [6, 12], [5, 20], { CARTON12: 5, CARTON6: 5 }),
  till: basket([1, 2], [1, 3], [1, 1], { BOUTEILLE: 9, CARTON6: 0.6, MAGNUM: 0.2, DEMI: 0.5, COFFRET3: 0.3 }),
  prospect: basket([1, 1], [1, 1], [1, 1], { BOUTEILLE: 1 }),
};

/** Fills the habits of a client who just arrived, and gives its first due day. */
export function welcome(market: Market, client: DemoClient): void {
  const random = randomOf(market.seed, 41, client.index);
  const size = client.trade === null ? random.int(3, 6) : random.int(6, 11);
  const mood = moodOf(client, client.anchors.length > 0 ? 11 : 6);
  const seasonal = client.habit === 'seasonal' ? { ...mood, month: 7 } : mood;
  while (client.repertoire.length < size) adopt(client, chooseWine(seasonal, random), size);
  client.nextOrderOn = openDay(nextOrderDay(client, client.joinedOn, random));
}

/** What the client takes on the day its order is due; then the day of the next one. Nothing when its wines are all sold out. */
export function placeOrder(market: Market, client: DemoClient): Order | undefined {
  const day = client.nextOrderOn;
  const random = randomOf(market.seed, 42, client.index, client.orderCount);
  const lines = fillBasket(market, client, day, random);
  drift(client, random);
  client.orderCount++;
  client.nextOrderOn = openDay(dayAfterThis(client, day, random));
  return lines.length === 0 ? undefined : { client, day, lines };
}

/** A passing visitor at the till: the same wines as everybody, no memory. */
export function placeTillOrder(market: Market, till: DemoClient, day: number, random: Random): Order | undefined {
  const mood = {
    ...moodOf(till, monthOf(day)),
    taste: random.pick(tastes),
    isSummer: monthOf(day) >= 6 && monthOf(day) <= 8,
  };
  const [fewest, most] = baskets.till.lines;
  const lines: OrderLine[] = [];
  for (let count = random.int(fewest, most); count > 0; count--) {
    const line = askFor(market, till, chooseWine(mood, random), day, random);
    if (line !== undefined) lines.push(line);
  }
  return lines.length === 0 ? undefined : { client: till, day, lines };
}

function fillBasket(market: Market, client: DemoClient, day: number, random: Random): readonly OrderLine[] {
  const mood = moodOf(client, monthOf(day));
  const [fewest, most] = baskets[client.habit].lines;
  const lines = new Map<Wine, OrderLine>();
  for (let count = random.int(fewest, most), tries = 0; lines.size < count && tries < 12; tries++) {
    const wine = wineOfHabit(client, mood, random) ?? discover(client, mood, random);
    if (lines.has(wine)) continue;
    const line = askFor(market, client, wine, day, random);
    if (line !== undefined) lines.set(wine, line);
  }
  return [...lines.values()];
}

// Four bottles in five come from the habits, the first of them most.
function wineOfHabit(client: DemoClient, mood: Mood, random: Random): Wine | undefined {
  if (!random.chance(0.82)) return undefined;
  const known = client.repertoire.map((index) => itemAt(wines, index));
  return known[random.index(known.map((wine, rank) => (wineAppeal(wine, mood) + 0.15) / (rank + 1)))];
}

function discover(client: DemoClient, mood: Mood, random: Random): Wine {
  const wine = chooseWine(mood, random);
  if (random.chance(0.25)) adopt(client, wine, client.repertoire.length);
  return wine;
}

function adopt(client: DemoClient, wine: Wine, size: number): void {
  if (client.repertoire.includes(wine.index)) return;
  if (client.repertoire.length >= size) client.repertoire.pop();
  client.repertoire.push(wine.index);
}

// Tastes last for years, but not for ever: a habit climbs now and then, and rarely the whole taste turns.
function drift(client: DemoClient, random: Random): void {
  if (random.chance(0.1)) client.repertoire.push(client.repertoire.shift() ?? 0);
  if (random.chance(client.gapDays < 100 ? 0.004 : 0.02)) client.taste = random.pick(tastes);
}

function askFor(market: Market, client: DemoClient, wine: Wine, day: number, random: Random): OrderLine | undefined {
  const packaging = packFor(wine, baskets[client.habit], random);
  const product = productFor(market.catalogue, wine, formatOf(packaging), day, random);
  if (product === undefined) return undefined;
  const { bottles, cartons } = baskets[client.habit];
  const [fewest, most] = packaging.startsWith('CARTON') ? cartons : bottles;
  const quantity = random.int(fewest, wine.style === 'gift' ? Math.min(most, 4) : most);
  return { product, packaging, quantity, puHtCents: packPrice(product, packaging, day, client.discount) };
}

function packFor(wine: Wine, { packs }: Basket, random: Random): PackagingCode {
  const possible = packs.filter(([packaging]) => wine.formats.includes(formatOf(packaging)));
  if (possible.length === 0) return itemAt(wine.formats, 0);
  return itemAt(possible, random.index(possible.map(([, weight]) => weight)))[0];
}

/** The HT price of one pack in cents: a carton of twelve is 5 % cheaper than its bottles. */
export function packPrice(product: Product, packaging: PackagingCode, day: number, discount: number): number {
  const pieces = formatOf(packaging) === 'BOUTEILLE' ? packagings[packaging].bottles : 1;
  const cartonFactor = packaging === 'CARTON12' ? 0.95 : 1;
  return Math.round(priceHtCents(product, day) * pieces * cartonFactor * (1 - discount));
}

// Summer and Christmas buyers often come back once in the same season.
function dayAfterThis(client: DemoClient, day: number, random: Random): number {
  const comesBack = client.habit === 'seasonal' ? 0.4 : client.habit === 'gift' ? 0.3 : 0;
  client.isExtraOrder = !client.isExtraOrder && random.chance(comesBack);
  if (client.isExtraOrder) return day + (client.habit === 'gift' ? random.int(4, 14) : random.int(18, 40));
  return nextOrderDay(client, day, random);
}

function moodOf(client: DemoClient, month: number): Mood {
  const { taste, budgetCents, habit } = client;
  return { taste, budgetCents, month, isGift: habit === 'gift', isSummer: habit === 'seasonal' };
}

function openDay(day: number): number {
  return Number.isFinite(day) && isSunday(day) ? day + 1 : day;
}

function basket(
  lines: readonly [number, number],
  bottles: readonly [number, number],
  cartons: readonly [number, number],
  packs: Partial<Record<PackagingCode, number>>,
): Basket {
  const codes = Object.values(packagings).map(({ code }) => code);
  return {
    lines,
    bottles,
    cartons,
    packs: codes.map((code) => [code, packs[code] ?? 0] as const).filter(([, weight]) => weight > 0),
  };
}
