/** A foreign CSV of purchases, read into columns of numbers: a file of millions of lines costs some bytes a line. */
import type { Buffer } from 'node:buffer';
import { columnNamed, plainName, recordsOf, UnusableFile } from '../foreign-table.ts';

/** By line; a word is the number of a text in its list of distinct texts. */
export interface Purchases {
  readonly count: number;
  readonly customers: Column;
  readonly items: Column;
  /** Undefined where the file has no such column. */
  readonly dates: Column | undefined;
  readonly baskets: Column | undefined;
  readonly quantities: Float32Array | undefined;
  /** NaN where unknown. */
  readonly prices: Float32Array | undefined;
}

export interface Column {
  /** Distinct texts in the order they were met. */
  readonly words: readonly string[];
  readonly wordOfLine: Int32Array;
}

/** The names a column may bear, the likeliest first, and how else its name may look. UCI Online Retail has its own, whose baskets are customer + day: an invoice is no basket there. */
const columnNames: Readonly<Record<ColumnName, { readonly names: readonly string[]; readonly pattern?: RegExp }>> = {
  customer: {
    names: ['customer', 'customerid', 'client', 'clientid', 'user', 'userid', 'householdkey'],
    pattern: /(?:customer|client|user|household|member|shopper|buyer)(?:id|code|no|nr|num|number|key)?$/,
  },
  date: {
    names: [
      'date',
      'day',
      'invoicedate',
      'orderdate',
      'transactiondate',
      'transactiondt',
      'timestamp',
      'time',
      'ordernumber',
    ],
    pattern: /^date|date$|datum|datetime/,
  },
  basket: { names: ['basket', 'basketid', 'order', 'orderid', 'transaction', 'transactionid', 'panier', 'commande'] },
  item: {
    names: ['item', 'itemid', 'product', 'productid', 'stockcode', 'sku', 'articleid'],
    pattern: /^(?:item|product|produit|article|wine|vin|sku|upc|ean|gtin)(?:id|code|no|nr|num|number|key)?$/,
  },
  quantity: { names: ['quantity', 'qty', 'quantite'] },
  price: { names: ['price', 'unitprice', 'prix', 'prixunitaire'] },
};
type ColumnName = 'customer' | 'date' | 'basket' | 'item' | 'quantity' | 'price';
type Places = Readonly<Record<ColumnName, number>>;

/** What the issue names, in its order: for a file of four columns without a header. */
const withoutHeader: Places = { customer: 0, date: 1, basket: 2, item: 3, quantity: -1, price: -1 };

/**
 * Purchases alone: no anonymous sale, no line without item, no return or cancellation, nothing given away or written off. Throws
 * `UnusableFile` when a column that is needed is missing, and says which columns there are.
 */
export function readPurchases(file: Buffer): Purchases {
  const records = recordsOf(file);
  const first = records.next();
  if (first.done === true) throw new UnusableFile('The file is empty.');
  const places = placesIn(first.value);
  const columns = new PurchaseColumns(places);
  if (places === withoutHeader) columns.add(first.value);
  for (const cells of records) columns.add(cells);
  return columns.build();
}

function placesIn(first: readonly string[]): Places {
  const header = first.map(plainName);
  const place = (column: ColumnName) => columnNamed(header, columnNames[column].names, columnNames[column].pattern);
  const places: Places = {
    customer: place('customer'),
    date: place('date'),
    basket: place('basket'),
    item: place('item'),
    quantity: place('quantity'),
    price: place('price'),
  };
  if (first.length === 4 && Object.values(places).every((one) => one < 0)) return withoutHeader;
  for (const column of ['customer', 'item'] as const) if (places[column] < 0) refuse(column, first);
  if (places.date < 0 && places.basket < 0) refuse('date or basket', first);
  return places;
}

function refuse(column: string, header: readonly string[]): never {
  throw new UnusableFile(`The file has no column for ${column}; its columns: ${header.join(', ')}.`);
}

class PurchaseColumns {
  readonly #places: Places;
  readonly #customers = new WordColumn();
  readonly #items = new WordColumn();
  readonly #dates = new WordColumn();
  readonly #baskets = new WordColumn();
  #quantities = new Float32Array(1024);
  #prices = new Float32Array(1024);
  #count = 0;

  constructor(places: Places) {
    this.#places = places;
  }

  add(fields: readonly string[]): void {
    const at = (column: ColumnName): string => fields[this.#places[column]] ?? '';
    const customer = at('customer');
    const item = at('item');
    const quantity = numberIn(at('quantity'), 1);
    const price = numberIn(at('price'), Number.NaN);
    if (customer === '' || item === '' || quantity <= 0 || price <= 0) return;
    const line = this.#count++;
    this.#customers.add(customer);
    this.#items.add(item);
    this.#dates.add(at('date'));
    this.#baskets.add(at('basket'));
    if (line === this.#quantities.length) this.#grow();
    this.#quantities[line] = quantity;
    this.#prices[line] = price;
  }

  build(): Purchases {
    const { date, basket, quantity, price } = this.#places;
    return {
      count: this.#count,
      customers: this.#customers.build(),
      items: this.#items.build(),
      dates: date < 0 ? undefined : this.#dates.build(),
      baskets: basket < 0 ? undefined : this.#baskets.build(),
      quantities: quantity < 0 ? undefined : this.#quantities.slice(0, this.#count),
      prices: price < 0 ? undefined : this.#prices.slice(0, this.#count),
    };
  }

  #grow(): void {
    this.#quantities = twiceAsLong(this.#quantities, new Float32Array(2 * this.#quantities.length));
    this.#prices = twiceAsLong(this.#prices, new Float32Array(2 * this.#prices.length));
  }
}

/** A number with a point or a comma before its decimals; what cannot be read says nothing. */
function numberIn(text: string, otherwise: number): number {
  const number = text === '' ? Number.NaN : Number(text.replace(',', '.'));
  return Number.isNaN(number) ? otherwise : number;
}

class WordColumn {
  readonly #numbers = new Map<string, number>();
  #wordOfLine = new Int32Array(1024);
  #count = 0;

  add(word: string): void {
    let number = this.#numbers.get(word);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(word, number);
    }
    if (this.#count === this.#wordOfLine.length)
      this.#wordOfLine = twiceAsLong(this.#wordOfLine, new Int32Array(2 * this.#count));
    this.#wordOfLine[this.#count++] = number;
  }

  build(): Column {
    return { words: [...this.#numbers.keys()], wordOfLine: this.#wordOfLine.slice(0, this.#count) };
  }
}

function twiceAsLong<T extends Float32Array | Int32Array>(full: T, room: T): T {
  room.set(full);
  return room;
}
