/** Reads who ordered when for how much: any of CDNOW's files, or a CSV of customer, date and amount. */
import { readFileSync } from 'node:fs';
import { type Day, fromDayNumber } from '../../src/values/day.ts';
import { type DecimalSign, decimalEvidence, decimalScale, parseDecimal } from '../../src/values/decimal.ts';
import { daysOfWords } from '../foreign-days.ts';
import { columnNamed, plainName, recordsOf, UnusableFile } from '../foreign-table.ts';

export interface CustomerLedger {
  readonly code: string;
  /** Distinct, ascending. */
  readonly days: readonly Day[];
  /** The lines of each day together, in the same order. */
  readonly amounts: readonly number[];
}

export interface Ledgers {
  /** One a customer, ordered by code. */
  readonly ledgers: readonly CustomerLedger[];
  /** Lines without customer, date or amount that can be read, and the place of the first. */
  readonly leftOut: { readonly lines: number; readonly first: number };
}

const customerNames = ['customer', 'customerid', 'client', 'clientid', 'masterid', 'user', 'userid', 'householdkey'];
const customerPattern =
  /(?:customer|client|user|household|member|shopper|buyer|account)(?:id|code|no|nr|num|number|key)?$/;
const dateNames = ['date', 'day', 'invoicedate', 'orderdate', 'transactiondate', 'purchasedate', 'timestamp'];
const amountNames = [
  'amount',
  'sales',
  'total',
  'dollars',
  'value',
  'revenue',
  'montant',
  'mtht',
  'mtttc',
  'salesvalue',
];
const amountPattern = /amount|montant|total|revenue|spen[dt]|dollar|sales|value|turnover|payment|betrag|umsatz/;
const quantityNames = ['quantity', 'qty', 'quantite', 'units'];
const pricePattern = /price|prix/;

/** Beyond this share of lines that cannot be read the file is something else. */
const mostLeftOut = 0.1;

/** Days whose lines sum below zero are returns and no order. Throws `UnusableFile` where the file is no such list. */
export function readLedgers(path: string): Ledgers {
  return ledgersOf(readFileSync(path));
}

/** The same from the bytes of the file. */
export function ledgersOf(file: Buffer): Ledgers {
  const records = [...recordsOf(file)];
  const [first] = records;
  if (first === undefined) throw new UnusableFile('The file is empty.');
  const hasHeader = !first.some((cell) => /\d/.test(cell) && isDayWord(cell)) && !first.every(isNumber);
  const columns = hasHeader ? namedColumns(first) : unnamedColumns(first);
  return gathered(records.slice(hasHeader ? 1 : 0), columns, hasHeader ? 2 : 1);
}

interface Columns {
  readonly customer: number;
  readonly date: number;
  /** Their product is the amount; one as a rule, the price and the quantity where there is no amount. */
  readonly factors: readonly number[];
}

function namedColumns(cells: readonly string[]): Columns {
  const header = cells.map(plainName);
  const needed = (what: string, place: number): number => {
    if (place >= 0) return place;
    throw new UnusableFile(`The file has no column for the ${what}; its columns: ${cells.join(', ')}.`);
  };
  const customer = columnNamed(header, customerNames, customerPattern);
  const date = needed('date', columnNamed(header, dateNames, /date|datum|jour|day|time/));
  const amount = columnNamed(header, amountNames, amountPattern);
  const price = needed('amount', amount >= 0 ? amount : columnNamed(header, ['price', 'unitprice'], pricePattern));
  const quantity = amount >= 0 ? -1 : columnNamed(header, quantityNames);
  return {
    customer: needed('customer', customer >= 0 ? customer : columnNamed(header, ['id', 'code'])),
    date,
    factors: quantity < 0 ? [price] : [price, quantity],
  };
}

/** CDNOW_sample.txt has the master's code and the sample's before the date; the amount comes last. */
function unnamedColumns(cells: readonly string[]): Columns {
  const dated = cells.findIndex((cell, place) => place > 0 && isDayWord(cell) && !isNumber(cell));
  const compact = cells.findIndex((cell) => /^(?:19|20)\d{6}$/.test(cell));
  const date = dated >= 0 ? dated : compact >= 0 ? compact : 1;
  const amount = cells.length - 1;
  if (amount <= date) throw new UnusableFile('The file has no header, and no amount behind its dates.');
  return { customer: 0, date, factors: [amount] };
}

function isDayWord(text: string): boolean {
  return !Number.isNaN(daysOfWords([text]).days[0]) && (!isNumber(text) || /^(?:19|20)\d{6}$/.test(text));
}

function isNumber(text: string): boolean {
  return /^-?\d+(?:[.,]\d+)?$/.test(text);
}

function gathered(records: readonly (readonly string[])[], columns: Columns, firstLine: number): Ledgers {
  const days = dayReader(records, columns.date);
  const signs = columns.factors.map((column) => signOf(records, column));
  const byCustomer = new Map<string, Map<number, number>>();
  const leftOut = { lines: 0, first: 0 };
  for (const [index, cells] of records.entries()) {
    const code = cells[columns.customer] ?? '';
    const day = days(cells[columns.date] ?? '');
    const amount = columns.factors.reduce((product, column, at) => product * amountIn(cells[column], signs[at]), 1);
    if (code === '' || Number.isNaN(day) || Number.isNaN(amount)) {
      if (leftOut.lines++ === 0) leftOut.first = index + firstLine;
      continue;
    }
    const sums = byCustomer.get(code) ?? new Map<number, number>();
    sums.set(day, (sums.get(day) ?? 0) + amount);
    byCustomer.set(code, sums);
  }
  refuseUnreadable(records, leftOut, firstLine);
  return { ledgers: inOrder(byCustomer), leftOut };
}

function refuseUnreadable(
  records: readonly (readonly string[])[],
  { lines, first }: Ledgers['leftOut'],
  firstLine: number,
): void {
  if (records.length === 0) throw new UnusableFile('The file has a header and no line below it.');
  if (lines <= mostLeftOut * records.length) return;
  const words = (records[first - firstLine] ?? []).join(' | ');
  throw new UnusableFile(
    `${lines} of ${records.length} lines have no customer, date or amount that can be read; the first is line ${first}: ${words}`,
  );
}

/** The order of day and month is decided over the whole column. */
function dayReader(records: readonly (readonly string[])[], column: number): (word: string) => number {
  const words = [...new Set(records.map((cells) => cells[column] ?? ''))];
  const { days } = daysOfWords(words);
  const dayOf = new Map(words.map((word, at) => [word, days[at] ?? Number.NaN]));
  return (word) => dayOf.get(word) ?? Number.NaN;
}

function signOf(records: readonly (readonly string[])[], column: number): DecimalSign {
  const seen = new Set(records.map((cells) => decimalEvidence(withoutCurrency(cells[column]))));
  return seen.has('comma') ? 'comma' : seen.has('point') ? 'point' : 'undecided';
}

/** NaN where it is no amount. */
function amountIn(cell: string | undefined, sign: DecimalSign | undefined): number {
  const amount = parseDecimal(withoutCurrency(cell), sign);
  return typeof amount === 'number' ? amount / decimalScale : Number.NaN;
}

function withoutCurrency(cell = ''): string {
  return cell.replace(/^(-?)[$£]\s*/, '$1').replace(/\s*[$£]$/, '');
}

function inOrder(byCustomer: ReadonlyMap<string, ReadonlyMap<number, number>>): readonly CustomerLedger[] {
  return [...byCustomer]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([code, sums]) => ledgerOf(code, sums))
    .filter(({ days }) => days.length > 0);
}

function ledgerOf(code: string, sums: ReadonlyMap<number, number>): CustomerLedger {
  const kept = [...sums].filter(([, sum]) => sum >= 0).sort(([left], [right]) => left - right);
  return { code, days: kept.map(([day]) => fromDayNumber(day)), amounts: kept.map(([, sum]) => sum) };
}
