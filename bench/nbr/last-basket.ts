/** A CSV of purchases made into the last-basket protocol: customers with three baskets or more, the last one is the target. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CsvScanner } from '../../src/2-staging/csv-reader.ts';
import { detectDialect } from '../../src/2-staging/dialect.ts';
import { DayOrderVotes } from '../../src/2-staging/day-order.ts';
import { parseDay, toDayNumber } from '../../src/values/day.ts';
import { type Basket, basketEnd, historyOf, itemsOfBasket, withoutLastBasket } from './basket-history.ts';
import type { Protocol } from './protocols.ts';

/** Fewer baskets than this leave too little before the target. */
const fewestBaskets = 3;

/** `data`: the CSV (`.csv`, `.csv.gz`), or a folder with exactly one. Undefined when there is none. */
export function lastBasketProtocol(data: string, withoutDays: boolean): Protocol | undefined {
  const path = statSync(data).isDirectory() ? theOnlyCsv(data) : data;
  if (path === undefined) return undefined;
  const bytes = path.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path);
  return protocolOfPurchases(bytes, withoutDays);
}

/** The same from the bytes of the file: UTF-8 with a header that names customer, date, item and, if baskets are told, basket. */
export function protocolOfPurchases(bytes: Buffer, withoutDays: boolean): Protocol {
  const purchases = purchasesOf(bytes);
  const items = numbered(purchases);
  const clients = basketsByCustomer(purchases, items).filter((baskets) => baskets.length >= fewestBaskets);
  const whole = historyOf(withoutDays ? clients.map((baskets) => baskets.map(withoutDay)) : clients, items.size);
  const testClients = Int32Array.from(clients, (_, client) => client);
  const last = Array.from(testClients, (client) => basketEnd(whole, client) - 1);
  const { days } = whole;
  const fold = {
    name: '0',
    history: withoutLastBasket(whole, new Uint8Array(clients.length).fill(1)),
    testClients,
    truths: last.map((basket) => itemsOfBasket(whole, basket)),
    ...(days ? { targetDays: Int32Array.from(last, (basket) => days[basket] ?? 0) } : undefined),
  };
  return {
    name: 'last-basket',
    ideal: 'full',
    users: clients.length,
    items: new Set(whole.items).size,
    baskets: whole.lineStarts.length - 1,
    folds: [fold],
  };
}

interface Purchase {
  readonly customer: string;
  /** As the file has it. */
  readonly date: string;
  readonly basket: string;
  readonly item: string;
  readonly quantity: number;
  readonly price: number;
}

/** The names a column may bear; the second list is UCI Online Retail's own, whose baskets are customer + day. */
const columnNames = {
  customer: ['customer', 'customer_id', 'client', 'user', 'user_id', 'customerid'],
  date: ['date', 'day', 'invoicedate'],
  basket: ['basket', 'basket_id', 'order', 'order_id'],
  item: ['item', 'item_id', 'product', 'product_id', 'stockcode'],
  quantity: ['quantity', 'qty'],
  price: ['price', 'unit_price', 'unitprice'],
} as const;

type DayNumberOf = (date: string) => number | undefined;

/** How the dates of a file are read: any usual writing, `20010131`, or a bare day number. Undefined: it is no day. */
function dayReader(purchases: readonly Purchase[]): DayNumberOf {
  const votes = new DayOrderVotes();
  for (const { date } of purchases) votes.add(date);
  const { order } = votes.decide('dmy');
  const known = new Map<string, number | undefined>();
  return (date) => {
    if (!known.has(date)) known.set(date, dayNumberOf(date, order));
    return known.get(date);
  };
}

function dayNumberOf(text: string, order: 'dmy' | 'mdy' | 'ymd'): number | undefined {
  const compact = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  const day = parseDay(compact ? `${compact[1]}-${compact[2]}-${compact[3]}` : text, order);
  if (typeof day === 'string') return toDayNumber(day);
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** Purchases alone: no anonymous sale, no return, no cancellation, nothing given away or written off. */
function purchasesOf(bytes: Buffer): Purchase[] {
  const scanner = new CsvScanner(detectDialect(bytes, true));
  scanner.push(bytes);
  scanner.finish();
  if (!scanner.next()) return [];
  const header = scanner.fields().map((field) =>
    field
      .replace(/^\uFEFF/, '')
      .trim()
      .toLowerCase(),
  );
  const columns = columnsOf(header);
  const purchases: Purchase[] = [];
  while (scanner.next()) {
    const fields = scanner.fields();
    const at = (column: number) => (fields[column] ?? '').trim();
    const quantity = columns.quantity < 0 ? 1 : Number(at(columns.quantity));
    const price = columns.price < 0 ? Number.NaN : Number(at(columns.price));
    const customer = at(columns.customer);
    if (customer === '' || !(quantity > 0) || price <= 0) continue;
    purchases.push({
      customer,
      date: at(columns.date),
      basket: at(columns.basket),
      item: at(columns.item),
      quantity,
      price,
    });
  }
  return purchases;
}

/** The place of each column in the header, -1 where it has none. Throws when one that is needed is missing. */
function columnsOf(header: readonly string[]): Readonly<Record<keyof typeof columnNames, number>> {
  const place = (column: keyof typeof columnNames) =>
    header.findIndex((name) => columnNames[column].some((known) => known === name));
  for (const column of ['customer', 'date', 'item'] as const) {
    if (place(column) < 0) throw new Error(`The file has no column for ${column}; its columns: ${header.join(', ')}.`);
  }
  return {
    customer: place('customer'),
    date: place('date'),
    basket: place('basket'),
    item: place('item'),
    quantity: place('quantity'),
    price: place('price'),
  };
}

/** Customers in the order of their codes; each one's baskets by day, those of one day in the order of the file. */
function basketsByCustomer(purchases: readonly Purchase[], items: ReadonlyMap<string, number>): DatedBasket[][] {
  const dayOf = dayReader(purchases);
  const customers = new Map<string, Map<string | number, DatedBasket>>();
  for (const purchase of purchases) {
    const day = dayOf(purchase.date);
    const item = items.get(purchase.item);
    if (day === undefined || item === undefined) continue;
    const baskets = customers.get(purchase.customer) ?? new Map<string | number, DatedBasket>();
    customers.set(purchase.customer, baskets);
    const name = purchase.basket === '' ? day : purchase.basket;
    const basket = baskets.get(name) ?? { day, items: [], quantities: [], prices: [] };
    baskets.set(name, basket);
    addLine(basket, item, purchase);
  }
  const inOrder = [...customers].sort(([one], [other]) => (one < other ? -1 : 1));
  return inOrder.map(([, baskets]) => [...baskets.values()].sort((one, other) => one.day - other.day));
}

interface DatedBasket {
  readonly day: number;
  readonly items: number[];
  readonly quantities: number[];
  readonly prices: number[];
}

/** Pieces of an item add up; its price is that of the last line. */
function addLine(basket: DatedBasket, item: number, { quantity, price }: Purchase): void {
  const place = basket.items.indexOf(item);
  if (place < 0) {
    basket.items.push(item);
    basket.quantities.push(quantity);
    basket.prices.push(price);
  } else {
    basket.quantities[place] = (basket.quantities[place] ?? 0) + quantity;
    basket.prices[place] = price;
  }
}

function withoutDay(basket: Basket): Basket {
  return { items: basket.items };
}

function numbered(purchases: readonly Purchase[]): Map<string, number> {
  const distinct = [...new Set(purchases.map(({ item }) => item))].sort();
  return new Map(distinct.map((code, number) => [code, number]));
}

function theOnlyCsv(folder: string): string | undefined {
  const files = readdirSync(folder).filter((name) => /\.csv(?:\.gz)?$/.test(name));
  return files.length === 1 ? join(folder, files[0] ?? '') : undefined;
}
