/**
 * A column of numbers. A cell becomes a plain number of ten-thousandths, or one of two numbers that no amount can be, because
 * an object per cell would cost more than the reading. While it reads, the column watches which decimal sign it shows.
 */
import {
  type Decimal4,
  decimalEvidence,
  type DecimalSign,
  decimalScale,
  parseDecimal,
  roundDecimal,
} from '../values/decimal.ts';
import { CellMemo } from './cell-memo.ts';
import { type CurationContext, columnIndex } from './curator.ts';
import type { RowCursor } from './row-cursor.ts';

/** The cell is empty, or the export has no such column. */
export const absent = Number.POSITIVE_INFINITY;
/** The cell holds something that is no number. */
export const unreadable = Number.NaN;

/** What the warehouse can hold: `numeric(14, 4)` for money, and quantities that packaging may still multiply. */
export const largestMoney = 9_999_999_999 * decimalScale;
export const largestQuantity = 9_999_999 * decimalScale;

export interface DecimalColumn {
  readonly column: string;
  readonly index: number;
  /** Ten-thousandths, `absent` or `unreadable`. */
  of(row: RowCursor): Decimal4;
  /** What its cells show so far; it goes on changing as they are read. */
  readonly evidence: DecimalEvidence;
}

/** Whether cells of a column were met that only a decimal comma explains, only a decimal point, or either. */
export interface DecimalEvidence {
  readonly comma: boolean;
  readonly point: boolean;
  readonly either: boolean;
}

/** How a column of numbers is read: beyond `largest` a number is `unreadable`; `bare` takes units off the text first. */
interface DecimalOptions {
  readonly largest: Decimal4;
  /** Places the warehouse keeps, when fewer than four. */
  readonly places?: 2 | 3;
  readonly bare?: (text: string) => string;
}

/** The numbers of a canonical column. */
export function decimalColumn(context: CurationContext, column: string, options: DecimalOptions): DecimalColumn {
  const sign = context.decimalSigns[column] ?? 'undecided';
  const evidence = { comma: false, point: false, either: false };
  const memo = new CellMemo(columnIndex(context, column), (text = '') => {
    const cell = options.bare ? options.bare(text) : text;
    const shown = decimalEvidence(cell);
    if (shown !== 'nothing') evidence[shown] = true;
    return readNumber(cell, sign, options);
  });
  const readPlain = plainReader(memo.column, evidence, options);
  return {
    column,
    index: memo.column,
    of(row) {
      const plain = readPlain(row);
      return plain === notPlain ? memo.of(row) : plain;
    },
    evidence,
  };
}

/** A number that needs a closer look. No column can hold it: it is beyond every `largest`. */
const notPlain = Number.MAX_VALUE;

/**
 * Reads the plain numbers nearly all cells hold (`12`, `-8,50`, `1234.5`) from the bytes themselves: figures, and one separator
 * that is no thousands sign because one or two figures follow. They need no table, whose memory would cost more than they do.
 */
function plainReader(
  index: number,
  evidence: { comma: boolean; point: boolean },
  { largest }: DecimalOptions,
): (row: RowCursor) => Decimal4 {
  return (row) => {
    if (index < 0) return absent;
    const bytes = row.bytes;
    let at = row.starts[index] ?? 0;
    const end = row.ends[index] ?? 0;
    if (at === end) return absent;
    const isNegative = bytes[at] === 0x2d;
    if (isNegative) at++;
    if (end - at > 12) return notPlain;
    let figures = 0;
    let separator = 0;
    let fractionStart = end;
    const first = at;
    for (; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if (byte >= 0x30 && byte <= 0x39) figures = figures * 10 + (byte - 0x30);
      else if ((byte === 0x2c || byte === 0x2e) && separator === 0 && at > first) {
        separator = byte;
        fractionStart = at + 1;
      } else return notPlain;
    }
    const places = end - fractionStart;
    if (first === end || places > 2 || (separator !== 0 && places === 0)) return notPlain;
    const value = figures * (places === 0 ? 10_000 : places === 1 ? 1000 : 100);
    if (value > largest) return notPlain;
    if (separator === 0x2c) evidence.comma = true;
    else if (separator === 0x2e) evidence.point = true;
    return isNegative && value !== 0 ? -value : value;
  };
}

/** The number, or `undefined` where there is none to be written. */
export function knownOrNothing(value: Decimal4): Decimal4 | undefined {
  return Number.isFinite(value) ? value : undefined;
}

function readNumber(text: string, sign: DecimalSign, { largest, places }: DecimalOptions): Decimal4 {
  const value = parseDecimal(text, sign);
  if (typeof value !== 'number') return value.problem === 'DECIMAL_EMPTY' ? absent : unreadable;
  if (Math.abs(value) > largest) return unreadable;
  return places === undefined ? value : roundDecimal(value, places);
}

/** The decimal sign that cells show. Both seen decide nothing: a single separator then stays a decimal sign. */
export function signShown(evidence: DecimalEvidence): DecimalSign {
  if (evidence.comma === evidence.point) return 'undecided';
  return evidence.comma ? 'comma' : 'point';
}
