/** A foreign CSV of purchases, read into columns of numbers: a file of millions of lines costs some bytes a line. */
import { Buffer, isUtf8 } from 'node:buffer';
import { CsvScanner } from '../../src/2-staging/csv-reader.ts';
import { singleByteToUtf8 } from '../../src/2-staging/decode.ts';
import { detectDialect } from '../../src/2-staging/dialect.ts';

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

/** The names a column may bear, the likeliest first. UCI Online Retail has its own, whose baskets are customer + day: an invoice is no basket there. */
const columnNames = {
  customer: [
    'customer',
    'customer_id',
    'client',
    'client_id',
    'user',
    'user_id',
    'customerid',
    'userid',
    'household_key',
  ],
  date: ['date', 'day', 'invoicedate', 'order_date', 'transaction_date', 'timestamp', 'time', 'order_number'],
  basket: ['basket', 'basket_id', 'order', 'order_id', 'transaction', 'transaction_id'],
  item: ['item', 'item_id', 'product', 'product_id', 'stockcode', 'sku', 'article_id'],
  quantity: ['quantity', 'qty'],
  price: ['price', 'unit_price', 'unitprice'],
} as const;
type ColumnName = keyof typeof columnNames;
type Places = Readonly<Record<ColumnName, number>>;

/** What the issue names, in its order: for a file of four columns without a header. */
const withoutHeader: Places = { customer: 0, date: 1, basket: 2, item: 3, quantity: -1, price: -1 };

/**
 * Purchases alone: no anonymous sale, no line without item, no return or cancellation, nothing given away or written off. Throws
 * when a column that is needed is missing, and says which columns there are.
 */
export function readPurchases(file: Buffer): Purchases {
  const bytes = asUtf8(file);
  const scanner = new CsvScanner(detectDialect(bytes, true));
  scanner.push(bytes);
  scanner.finish();
  const first = scanner.next() ? scanner.fields() : [];
  const places = placesIn(first);
  const columns = new PurchaseColumns(places);
  if (places === withoutHeader) columns.add(first);
  while (scanner.next()) columns.add(scanner.fields());
  return columns.build();
}

function asUtf8(file: Buffer): Buffer {
  if (file[0] === 0xff && file[1] === 0xfe) return Buffer.from(file.toString('utf16le'));
  return isUtf8(file) ? file : singleByteToUtf8(file, 'windows-1252');
}

function placesIn(first: readonly string[]): Places {
  const header = first.map((field) =>
    field
      .replace(/^\uFEFF/, '')
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_'),
  );
  const place = (column: ColumnName) =>
    columnNames[column].map((name) => header.indexOf(name)).find((at) => at >= 0) ?? -1;
  const places: Places = {
    customer: place('customer'),
    date: place('date'),
    basket: place('basket'),
    item: place('item'),
    quantity: place('quantity'),
    price: place('price'),
  };
  if (first.length === 4 && Object.values(places).every((one) => one < 0)) return withoutHeader;
  for (const column of ['customer', 'item'] as const) if (places[column] < 0) refuse(column, header);
  if (places.date < 0 && places.basket < 0) refuse('date or basket', header);
  return places;
}

function refuse(column: string, header: readonly string[]): never {
  throw new Error(`The file has no column for ${column}; its columns: ${header.join(', ')}.`);
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
    const at = (column: ColumnName): string => (fields[this.#places[column]] ?? '').trim();
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
