/**
 * How a text separates and protects its fields, found by trying: each candidate reads the sample, and the one whose table is
 * the most regular, with cells that look like something (numbers, days, words), wins. The idea of weighing shape and cell
 * types together is from van den Burg et al., "Wrangling messy CSV files by detecting row and type patterns" (2019).
 */
import { type CsvRecord, readRecords } from './csv-records.ts';
import { UnreadableFile } from './unreadable.ts';

export interface Dialect {
  /** One ASCII character. */
  readonly delimiter: string;
  readonly quote: '"' | "'" | '';
  readonly escape: 'double' | 'backslash';
  readonly lineEnd: '\n' | '\r\n' | '\r';
  /** Every delimiter is followed by a space that belongs to no cell. */
  readonly isSpaced?: boolean;
}

const sampleBytes = 128 * 1024;
const sampleRecords = 300;
const maximumJudgedCells = 4000;

/** What each delimiter is worth before looking: French and English exports use the first four and hardly ever the others. */
const delimiterPriors: readonly (readonly [string, number])[] = [
  [';', 1],
  [',', 1],
  ['\t', 1],
  ['|', 0.98],
  ['^', 0.8],
  ['~', 0.8],
  ['\u001f', 0.9],
  ['\u0001', 0.9],
  ['#', 0.6],
  ['*', 0.5],
  ['&', 0.5],
  ['!', 0.5],
  [':', 0.5],
  [' ', 0.4],
];

/** What nearly every export is written with. */
export const usualDelimiters: readonly string[] = [';', ',', '\t', '|'];
const perfectShapeBonus = 1.25;
/** Rows above the table (titles) weigh less than rows in it. */
const preambleWeight = 0.6;

/** The dialect of a sample of UTF-8 text (its first 128 kB suffice). `isWhole`: the sample is the whole text. */
export function detectDialect(
  sample: Buffer,
  isWhole: boolean,
  known: { readonly delimiter?: string | undefined } = {},
): Dialect {
  const cut = isWhole && sample.length <= sampleBytes ? sample : wholeLines(sample.subarray(0, sampleBytes));
  const text = cut.toString('utf8');
  const lineEnd = detectLineEnd(text);
  let best = { score: 0, dialect: fallback(text, lineEnd, known.delimiter) };
  // The dialect that meets a limit of the reader when no other makes a table: reading with it will say which limit.
  let unreadable: Dialect | undefined;
  for (const [delimiter, prior] of delimiterPriors) {
    if (known.delimiter !== undefined ? delimiter !== known.delimiter : !text.includes(delimiter)) continue;
    for (const quote of quotesToTry(text, delimiter)) {
      const dialect: Dialect = { delimiter, quote, escape: detectEscape(text, quote), lineEnd };
      const records = recordsOf(cut, dialect);
      if (!records) unreadable ??= dialect;
      const score = prior * (quote === "'" ? 0.98 : 1) * scoreOf(records ?? [], dialect);
      if (score > best.score) best = { score, dialect };
    }
  }
  const { dialect } = best.score === 0 && unreadable ? { dialect: unreadable } : best;
  return isSpaced(text, dialect) ? { ...dialect, isSpaced: true } : dialect;
}

// Some delimiters stand in words: nearly every one outside quotes is enough.
function isSpaced(text: string, { delimiter, quote }: Dialect): boolean {
  if (delimiter === ' ' || delimiter === '\t') return false;
  const unquoted = quote === '' ? text : text.replaceAll(new RegExp(`${quote}[^${quote}]*${quote}`, 'g'), '""');
  const [, ...following] = unquoted.split(delimiter);
  const within = following.filter((rest) => !/^(?:[\r\n]|$)/.test(rest));
  return within.length > 0 && within.filter((rest) => rest.startsWith(' ')).length >= within.length * 0.95;
}

function fallback(text: string, lineEnd: Dialect['lineEnd'], delimiter = ','): Dialect {
  return { delimiter, quote: '"', escape: detectEscape(text, '"'), lineEnd };
}

function wholeLines(sample: Buffer): Buffer {
  const lastEnd = Math.max(sample.lastIndexOf(0x0a), sample.lastIndexOf(0x0d));
  return lastEnd < 0 ? sample : sample.subarray(0, lastEnd + 1);
}

function detectLineEnd(text: string): Dialect['lineEnd'] {
  const both = text.split('\r\n').length - 1;
  const feeds = text.split('\n').length - 1 - both;
  const returns = text.split('\r').length - 1 - both;
  if (returns > both + feeds) return '\r';
  return both > feeds ? '\r\n' : '\n';
}

// An apostrophe only counts as a quote when fields open and close with it; French is full of the other kind.
function quotesToTry(text: string, delimiter: string): ('"' | "'")[] {
  if (!text.includes("'")) return ['"'];
  const edge = `[\\r\\n${escapeForClass(delimiter)}]`;
  const wrapped = text.match(new RegExp(`(?:^|${edge})'[^\\r\\n]*?'(?=${edge}|$)`, 'g'))?.length ?? 0;
  const opened = text.match(new RegExp(`(?:^|${edge})'`, 'g'))?.length ?? 0;
  return wrapped > 0 && wrapped >= opened * 0.5 ? ['"', "'"] : ['"'];
}

function escapeForClass(character: string): string {
  return /[\^\\\]-]/.test(character) ? `\\${character}` : character;
}

// `\"` before a delimiter or a line end closes a Windows path ("C:\dir\"), and so says nothing.
function detectEscape(text: string, quote: string): Dialect['escape'] {
  const backslashed = text.split(new RegExp(`\\\\${quote}(?![;,\\t|\\r\\n]|$)`)).length - 1;
  if (backslashed === 0) return 'double';
  const doubled = text.split(new RegExp(`[^;,\\t|\\r\\n\\\\${quote}]${quote}${quote}`)).length - 1;
  return backslashed > doubled ? 'backslash' : 'double';
}

function scoreOf(sampled: readonly CsvRecord[], dialect: Dialect): number {
  const records = sampled.filter((record) => record.fields.some((field) => field.trim() !== ''));
  const rows = records.map((record) => (dialect.delimiter === ' ' ? squeezed(record.fields) : record.fields));
  const width = usualWidth(rows);
  if (width < 2) return 0;
  const table = rows.filter((row) => row.length === width);
  const isPerfect = table.length === rows.length;
  const shape = regularity(rows, width) ** 2 * (isPerfect ? perfectShapeBonus : 1);
  // A word list cut at its spaces looks like a small table too: the rare delimiters must show a real one.
  if (!usualDelimiters.includes(dialect.delimiter) && (table.length < 3 || shape < 0.4)) return 0;
  const irregular = records.filter((record) => record.irregularity !== '').length / records.length;
  return shape * cellQuality(table, dialect, isPerfect) * (1 - 1 / (width + 1)) * (1 - 0.7 * irregular);
}

/** The first records under a dialect; undefined when they exceed what the reader takes. */
function recordsOf(sample: Buffer, dialect: Dialect): CsvRecord[] | undefined {
  try {
    return readRecords(sample, dialect, { maximumRecords: sampleRecords });
  } catch (error) {
    if (error instanceof UnreadableFile) return undefined;
    throw error;
  }
}

// Columns aligned with spaces: a run of spaces is one delimiter.
function squeezed(fields: readonly string[]): string[] {
  return fields.filter((field) => field !== '');
}

/** The number of fields that most rows have; the larger one when two are as common. Rows of one field do not vote. */
function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) if (row.length > 1) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let width = 0;
  for (const [length, count] of counts) {
    const bestCount = counts.get(width) ?? 0;
    if (count > bestCount || (count === bestCount && length > width)) width = length;
  }
  return width;
}

// The share of rows that have the width; a row of the table that is short (its last cells left out) counts for a part.
function regularity(rows: readonly (readonly string[])[], width: number): number {
  const first = rows.findIndex((row) => row.length === width);
  let right = 0;
  let total = 0;
  for (const [index, row] of rows.entries()) {
    const weight = index < first ? preambleWeight : 1;
    total += weight;
    if (row.length === width) right += weight;
    else if (row.length > 1 && row.length < width) right += weight * 0.4;
  }
  return total === 0 ? 0 : right / total;
}

function cellQuality(table: readonly (readonly string[])[], dialect: Dialect, isPerfect: boolean): number {
  let quality = 0;
  let cells = 0;
  for (const row of table) {
    for (const cell of row) {
      quality += qualityOf(cell, dialect, isPerfect);
      cells++;
    }
    if (cells > maximumJudgedCells) break;
  }
  return cells === 0 ? 0 : quality / cells;
}

const typed = [
  /^[-+]?\d{1,3}(?:[ \u00a0\u202f.,']?\d{3})*(?:[.,]\d+)?-?\s?(?:€|EUR|%|\$|£)?$/,
  /^[-+]?[€$£]?\s?\d+(?:[.,]\d+)?(?:e[-+]?\d+)?$/i,
  /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[-+]\d{2}:?\d{2})?)?$/,
  /^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/,
  /^[^\s@;,|]+@[^\s@;,|]+\.[a-z]{2,}$/i,
  /^https?:\/\/\S+$/i,
];
const clean = /^[\p{L}\p{N}][\p{L}\p{N} _.'’()°&/+-]*$/u;

function qualityOf(cell: string, dialect: Dialect, isPerfect: boolean): number {
  const text = cell.trim();
  if (text === '') return 0.6;
  if (text.length > 200) return 0.5;
  if (typed.some((pattern) => pattern.test(text))) return 1;
  if (dialect.quote === '"' && (text.startsWith('"') || text.endsWith('"'))) return 0.1;
  if (dialect.delimiter !== "'" && text.startsWith("'") && text.endsWith("'")) return 0.6;
  if (clean.test(text)) return cell === text ? 0.95 : 0.85;
  // A cell that still holds the other delimiters was cut at the wrong places, unless every row agrees on these places.
  if (/[;|\t]/.test(text)) return isPerfect ? 0.5 : 0.2;
  return text.includes(',') ? 0.6 : 0.75;
}
