/** Reads who ordered when for how much from any of CDNOW's files, or a CSV of customer, date and amount. */
import { readFileSync } from 'node:fs';
import { type Day, isDay, parseDay } from '../../src/values/day.ts';

export interface CustomerLedger {
  readonly code: string;
  /** Distinct, ascending. */
  readonly days: readonly Day[];
  /** The lines of each day together, in the same order. */
  readonly amounts: readonly number[];
}

interface Columns {
  readonly customer: number;
  readonly date: number;
  readonly amount: number;
}

/** One ledger a customer, ordered by code. Days whose lines sum below zero are returns and no order. Throws on a line it cannot read. */
export function readLedgers(path: string): readonly CustomerLedger[] {
  const lines = readFileSync(path, 'latin1').split(/\r?\n/);
  const split = splitterOf(lines[0] ?? '');
  const first = split(lines[0] ?? '');
  const isHeaderless = first.some((cell) => /^\d{8}$/.test(cell)) || first.some(isDay);
  const columns = isHeaderless ? headerlessColumns(first) : namedColumns(first);
  const byCustomer = new Map<string, Map<Day, number>>();
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '' || (index === 0 && !isHeaderless)) continue;
    addLine(byCustomer, split(line), columns, index + 1);
  }
  return [...byCustomer]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([code, sums]) => ledgerOf(code, sums))
    .filter(({ days }) => days.length > 0);
}

function splitterOf(header: string): (line: string) => readonly string[] {
  const separator = [',', ';', '\t'].find((one) => header.includes(one));
  if (separator === undefined) return (line) => line.trim().split(/\s+/);
  return (line) => line.split(separator).map((cell) => cell.trim().replaceAll(/^"|"$/g, ''));
}

/** CDNOW_sample.txt has the master's code and the sample's before the date. */
function headerlessColumns(cells: readonly string[]): Columns {
  const date = cells.findIndex((cell) => /^\d{8}$/.test(cell) || isDay(cell));
  return { customer: 0, date, amount: cells.length - 1 };
}

function namedColumns(header: readonly string[]): Columns {
  const find = (words: RegExp): number => {
    const index = header.findIndex((name) => words.test(name.toLowerCase()));
    if (index < 0) throw new Error(`No column like ${words.source} among ${header.join(', ')}.`);
    return index;
  };
  return {
    customer: find(/customer|client|masterid/),
    date: find(/date|day|jour/),
    amount: find(/amount|sales|dollar|value|montant|mt_ht/),
  };
}

function addLine(
  byCustomer: Map<string, Map<Day, number>>,
  cells: readonly string[],
  columns: Columns,
  lineNumber: number,
): void {
  const code = cells[columns.customer] ?? '';
  const day = readDay(cells[columns.date] ?? '');
  const amount = Number(cells[columns.amount] ?? Number.NaN);
  if (code === '' || day === null || !Number.isFinite(amount)) {
    throw new Error(`Line ${lineNumber} has no customer, date or amount that can be read: ${cells.join(' | ')}`);
  }
  const sums = byCustomer.get(code) ?? new Map<Day, number>();
  sums.set(day, (sums.get(day) ?? 0) + amount);
  byCustomer.set(code, sums);
}

function readDay(text: string): Day | null {
  const compact = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  const day = compact === null ? parseDay(text, 'dmy') : `${compact[1]}-${compact[2]}-${compact[3]}`;
  return typeof day === 'string' && isDay(day) ? day : null;
}

function ledgerOf(code: string, sums: ReadonlyMap<Day, number>): CustomerLedger {
  const kept = [...sums].filter(([, sum]) => sum >= 0).sort(([left], [right]) => (left < right ? -1 : 1));
  return { code, days: kept.map(([day]) => day), amounts: kept.map(([, sum]) => sum) };
}
