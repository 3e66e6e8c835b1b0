/**
 * Exact decimals with four places, held as a whole number of ten-thousandths: `12,5` is 125000. Sums and comparisons are
 * plain JavaScript numbers and exact up to 900 milliards; only products and quotients need the functions below. Never
 * floats for money (formats.md), and four places because the warehouse keeps `numeric(…, 4)`.
 */
import { type Problem, problem } from './problem.ts';
import { stripSpreadsheetGuard } from './spreadsheet-guard.ts';

/** A whole number of ten-thousandths, always a safe integer. */
export type Decimal4 = number;
export const decimalScale = 10_000;

/**
 * Which sign a column writes before its decimals. It matters for one form alone: a single separator before exactly three
 * figures. `1.234` is 1234 in a `comma` column and `1,234` is 1234 in a `point` column; while nothing in the column
 * tells (`undecided`), a single separator is the decimal sign, whichever it is.
 */
export type DecimalSign = 'comma' | 'point' | 'undecided';
export type DecimalProblem = Problem<'DECIMAL_EMPTY' | 'DECIMAL_UNREADABLE' | 'DECIMAL_TOO_LARGE'>;

const empty = problem('DECIMAL_EMPTY');
const unreadable = problem('DECIMAL_UNREADABLE');
const tooLarge = problem('DECIMAL_TOO_LARGE');
/** 900 000 000 000: beyond it ten-thousandths are no longer exact, and no estate sells for that. */
const largestInteger = 900_000_000_000;

/** What a written number shows of its column: its decimal sign, `either` when it could be read both ways, or nothing. */
export type DecimalEvidence = 'comma' | 'point' | 'either' | 'nothing';

interface WrittenNumber {
  readonly isNegative: boolean;
  readonly integer: string;
  readonly fraction: string;
  readonly separator: ',' | '.' | '';
  readonly evidence: DecimalEvidence;
}

/**
 * The number a cell means, in ten-thousandths (half-up beyond four places). Decimal comma or point; thousands as space, NBSP,
 * narrow NBSP, dot, comma or apostrophe, in groups of three; `€` or `EUR`; parentheses, leading or trailing minus (a dash too); a
 * spreadsheet's guard (`="8,50"`) around it.
 */
export function parseDecimal(text: string, sign: DecimalSign = 'undecided'): Decimal4 | DecimalProblem {
  const written = readWritten(text);
  if (written === undefined) return unreadable;
  if (written === 'empty') return empty;
  const isThousands =
    written.evidence === 'either' &&
    ((sign === 'comma' && written.separator === '.') || (sign === 'point' && written.separator === ','));
  const integer = Number(isThousands ? written.integer + written.fraction : written.integer);
  if (integer > largestInteger) return tooLarge;
  const value = integer * decimalScale + (isThousands ? 0 : tenThousandths(written.fraction));
  return written.isNegative && value !== 0 ? -value : value;
}

/** What this cell shows of its column's decimal sign; text that is no number shows nothing. */
export function decimalEvidence(text: string): DecimalEvidence {
  const written = readWritten(text);
  return written === undefined || written === 'empty' ? 'nothing' : written.evidence;
}

function tenThousandths(fraction: string): number {
  const kept = Number(fraction.slice(0, 4).padEnd(4, '0'));
  return fraction.charCodeAt(4) >= 0x35 ? kept + 1 : kept;
}

function readWritten(text: string): WrittenNumber | 'empty' | undefined {
  const trimmed = stripSpreadsheetGuard(text.trim()).trim();
  if (trimmed === '') return 'empty';
  const { body, isNegative } = takeSign(takeCurrency(trimmed));
  return readBody(takeCurrency(body), isNegative);
}

/** The text without `€` or `EUR` before or behind it. */
function takeCurrency(text: string): string {
  if (isFigure(text.charCodeAt(0)) && isFigure(text.charCodeAt(text.length - 1))) return text;
  return text.replace(/^(?:€|EUR)\s*|\s*(?:€|EUROS?|EUR)$/i, '');
}

function takeSign(text: string): { readonly body: string; readonly isNegative: boolean } {
  const first = text[0];
  const last = text.at(-1);
  if (first === '(' && last === ')') return { body: text.slice(1, -1).trim(), isNegative: true };
  if (isMinus(first)) return { body: text.slice(1).trimStart(), isNegative: true };
  if (first === '+') return { body: text.slice(1).trimStart(), isNegative: false };
  if (isMinus(last)) return { body: text.slice(0, -1).trimEnd(), isNegative: true };
  return { body: text, isNegative: false };
}

/** The hyphen of the keyboard, the minus of typographers, and the dash word processors make of the hyphen. */
function isMinus(sign: string | undefined): boolean {
  return sign === '-' || sign === '\u2212' || sign === '\u2013';
}

function readBody(body: string, isNegative: boolean): WrittenNumber | undefined {
  let commas = 0;
  let points = 0;
  let groups = 0;
  for (let index = 0; index < body.length; index++) {
    const code = body.charCodeAt(index);
    if (isFigure(code)) continue;
    if (code === 0x2c) commas++;
    else if (code === 0x2e) points++;
    else if (isGroupSign(code)) groups++;
    else return undefined;
  }
  const separator = decimalSeparator(body, commas, points);
  if (separator === undefined) return undefined;
  const at = separator === '' ? body.length : body.lastIndexOf(separator);
  const integer = ungroup(body.slice(0, at));
  const fraction = body.slice(at + 1);
  if (integer === undefined || !isFigures(fraction) || (integer === '' && fraction === '')) return undefined;
  return {
    isNegative,
    integer,
    fraction,
    separator,
    evidence: evidenceOf(body, separator, { commas, points, groups }),
  };
}

/** The sign before the decimals: the last of two kinds, a single one, or none; `undefined` where the text makes no sense. */
function decimalSeparator(body: string, commas: number, points: number): ',' | '.' | '' | undefined {
  if (commas > 0 && points > 0) {
    const separator = body.lastIndexOf(',') > body.lastIndexOf('.') ? ',' : '.';
    return (separator === ',' ? commas : points) === 1 ? separator : undefined;
  }
  if (commas === 1) return ',';
  return points === 1 ? '.' : '';
}

function evidenceOf(
  body: string,
  separator: ',' | '.' | '',
  signs: { readonly commas: number; readonly points: number; readonly groups: number },
): DecimalEvidence {
  if (separator === '') return signs.commas > 1 ? 'point' : signs.points > 1 ? 'comma' : 'nothing';
  const at = body.lastIndexOf(separator);
  const couldGroup = body.length - at === 4 && at >= 1 && at <= 3 && body[0] !== '0';
  const isAlone = signs.commas + signs.points === 1 && signs.groups === 0;
  if (couldGroup && isAlone) return 'either';
  return separator === ',' ? 'comma' : 'point';
}

/** The figures of an integer part, its thousands signs taken out; `undefined` when groups are not of three or signs are mixed. */
function ungroup(integer: string): string | undefined {
  if (isFigures(integer)) return integer;
  let figures = '';
  let groupLength = 0;
  let sign = 0;
  for (let index = 0; index < integer.length; index++) {
    const code = integer.charCodeAt(index);
    if (isFigure(code)) {
      figures += integer[index];
      groupLength++;
      continue;
    }
    const isFirst = sign === 0;
    if (isFirst ? groupLength < 1 || groupLength > 3 : groupLength !== 3 || plainSign(code) !== sign) return undefined;
    sign = plainSign(code);
    groupLength = 0;
  }
  return groupLength === 3 ? figures : undefined;
}

function plainSign(code: number): number {
  if (code === 0x27 || code === 0x2019) return 0x27;
  return code === 0x2c || code === 0x2e ? code : 0x20;
}

/** Space, NBSP, thin space, narrow NBSP, and the two apostrophes of Swiss amounts. */
function isGroupSign(code: number): boolean {
  return code === 0x20 || code === 0xa0 || code === 0x2009 || code === 0x202f || code === 0x27 || code === 0x2019;
}

function isFigures(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (!isFigure(text.charCodeAt(index))) return false;
  return true;
}

function isFigure(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** The shortest exact text, with a point: 1250000 → `125`, 12345 → `1.2345`. Parsing it gives the same number back. */
export function formatDecimal(value: Decimal4): string {
  const size = Math.abs(value);
  const rest = size % decimalScale;
  const integer = `${value < 0 ? '-' : ''}${(size - rest) / decimalScale}`;
  return rest === 0 ? integer : `${integer}.${String(rest).padStart(4, '0').replace(/0+$/, '')}`;
}

/** The product, rounded half-up (away from zero) to four places. */
export function multiplyDecimal(left: Decimal4, right: Decimal4): Decimal4 {
  return multiplyThenDivide(left, right, decimalScale);
}

/** The quotient, rounded half-up (away from zero) to four places. The divisor is never zero. */
export function divideDecimal(dividend: Decimal4, divisor: Decimal4): Decimal4 {
  return multiplyThenDivide(dividend, decimalScale, divisor);
}

/** The value with fewer places (0 to 3), half-up away from zero: still in ten-thousandths. */
export function roundDecimal(value: Decimal4, places: 0 | 1 | 2 | 3): Decimal4 {
  const unit = 10 ** (4 - places);
  return multiplyThenDivide(value, 1, unit) * unit;
}

/** A number of the settings (a VAT rate) as an exact decimal: 0.2 → 2000. */
export function decimalFromNumber(value: number): Decimal4 {
  return Math.round(value * decimalScale);
}

/** Below it a quotient of doubles, rounded down, is exact: no floating remainder is needed, which is slow. */
const largestPlainProduct = 2 ** 52;

function multiplyThenDivide(left: number, right: number, divisor: number): number {
  const product = Math.abs(left * right);
  if (product > largestPlainProduct) return multiplyThenDivideWide(left, right, divisor);
  const by = Math.abs(divisor);
  const quotient = Math.floor(product / by);
  const rounded = 2 * (product - quotient * by) >= by ? quotient + 1 : quotient;
  const isNegative = (left < 0 !== right < 0) !== divisor < 0;
  return isNegative && rounded !== 0 ? -rounded : rounded;
}

function multiplyThenDivideWide(left: number, right: number, divisor: number): number {
  const product = BigInt(left) * BigInt(right);
  const by = BigInt(divisor);
  const rest = product % by;
  const quotient = product / by;
  const isUp = 2n * (rest < 0n ? -rest : rest) >= (by < 0n ? -by : by);
  return Number(isUp ? quotient + (product < 0n === by < 0n ? 1n : -1n) : quotient);
}
