/** Calendar days as text, `YYYY-MM-DD`: they sort, compare and print as they are, and know no clock and no time zone. */
import { foldUpper } from './fold.ts';
import { type Problem, problem } from './problem.ts';

/** `YYYY-MM-DD`, always a day that exists. */
export type Day = string;
/**
 * In which order a column writes day and month; a year of four figures in front is read as such whatever the order. `serial`: a
 * column of spreadsheet numbers, days since 1899-12-30, whose cells lost their date format.
 */
export type DayOrder = 'dmy' | 'mdy' | 'ymd' | 'serial';
export type DayProblem = Problem<'DAY_EMPTY' | 'DAY_UNREADABLE' | 'DAY_IMPOSSIBLE' | 'DAY_BARE_NUMBER'>;

const empty = problem('DAY_EMPTY');
const unreadable = problem('DAY_UNREADABLE');
const impossible = problem('DAY_IMPOSSIBLE');
const bareNumber = problem('DAY_BARE_NUMBER');

/** Two-figure years from here on are of the last century (formats.md: pivot 70). */
const pivotYear = 70;
/** No estate sells before or after: such a year is a typing error or a software's "no date". */
const firstYear = 1900;
const lastYear = 2199;

/**
 * The day a cell means: ISO, d/m/Y, d-m-Y, d.m.Y, Y/m/d, two-figure years, with or without a time behind; a month in words
 * (`03-janv.-25`, `lundi 3 février 2025`, `1er mai 2025`), which spreadsheets write in French and in English. `order` is
 * decided for the whole column. Eight figures are a day where they can be one (`20251227`, `27122025`: never both); any other bare
 * number is DAY_BARE_NUMBER, save in a column of serials: alone it may be anything.
 */
export function parseDay(text: string, order: DayOrder): Day | DayProblem {
  const value = text.trim();
  if (value === '') return empty;
  const first = readFigures(value, 0);
  if (first.length === 0) return parseNamedMonth(value);
  if (order === 'serial' && isDaySerial(value))
    return fromDayNumber(Math.floor(Number(value.replace(',', '.'))) - serialOfDayZero);
  if (first.length === value.length) return parseFigures(value, order);
  const separator = value[first.length];
  if (separator !== '/' && separator !== '-' && separator !== '.') return parseNamedMonth(value);
  const second = readFigures(value, first.length + 1);
  const secondEnd = first.length + 1 + second.length;
  if (second.length === 0) return parseNamedMonth(value);
  if (value[secondEnd] !== separator) return unreadable;
  const third = readFigures(value, secondEnd + 1);
  if (third.length === 0 || !isTime(value, secondEnd + 1 + third.length)) return unreadable;
  return assemble(first, second, third, order);
}

/** The number a spreadsheet gives 1970-01-01. */
const serialOfDayZero = 25_569;
/** Days from 1927 to 2099, with or without a time behind: beyond them a number of five figures is something else. */
const [firstSerial, lastSerial] = [10_000, 73_050];

/** Whether a text may be the number a spreadsheet keeps of a day: `45231`, `45231,5`. */
export function isDaySerial(text: string): boolean {
  if (!/^\d{5}(?:[.,]\d+)?$/.test(text)) return false;
  const number = Number(text.slice(0, 5));
  return number >= firstSerial && number <= lastSerial;
}

/** `20251227` or `27122025`: what is a month in one of them is a century in the other. */
function parseFigures(figures: string, order: DayOrder): Day | DayProblem {
  if (figures.length !== 8) return bareNumber;
  const isYearFirst = Number(figures.slice(4, 6)) <= 12;
  const [first, second, third] = isYearFirst
    ? [figures.slice(0, 4), figures.slice(4, 6), figures.slice(6)]
    : [figures.slice(0, 2), figures.slice(2, 4), figures.slice(4)];
  const day = assemble(first, second, third, order === 'mdy' ? 'mdy' : 'dmy');
  return typeof day === 'string' ? day : bareNumber;
}

/** The first letters that tell a month, in French or English: `JUI` alone would be two. */
const monthWords = [
  ['JAN'],
  ['FEV', 'FEB'],
  ['MAR'],
  ['AVR', 'APR'],
  ['MAI', 'MAY'],
  ['JUIN', 'JUN'],
  ['JUIL', 'JUL'],
  ['AOU', 'AUG'],
  ['SEP'],
  ['OCT'],
  ['NOV'],
  ['DEC'],
];
const namedMonth = /^(?:[A-Z]{2,9}\.?,? +)?(\d{1,2})(?:ER)?[-/. ]+([A-Z]{3,9})\.?[-/. ]+(\d{4}|\d{2})/;

function parseNamedMonth(value: string): Day | DayProblem {
  const text = foldUpper(value);
  const [whole, day = '', word = '', year = ''] = namedMonth.exec(text) ?? [];
  if (whole === undefined || !isTime(text, whole.length)) return unreadable;
  const month = monthWords.findIndex((starts) => starts.some((start) => word.startsWith(start))) + 1;
  return month === 0 ? unreadable : dayOf(year, String(month), day);
}

function assemble(first: string, second: string, third: string, order: DayOrder): Day | DayProblem {
  if (first.length === 4) return dayOf(first, second, third);
  if (order === 'ymd') return dayOf(first, second, third);
  return order === 'mdy' ? dayOf(third, first, second) : dayOf(third, second, first);
}

function dayOf(yearText: string, monthText: string, dayText: string): Day | DayProblem {
  const hasYear = yearText.length === 4 || yearText.length === 2;
  if (!hasYear || monthText.length > 2 || dayText.length > 2) return unreadable;
  const year = yearText.length === 4 ? Number(yearText) : fullYear(Number(yearText));
  const month = Number(monthText);
  const day = Number(dayText);
  if (year < firstYear || year > lastYear || !exists(year, month, day)) return impossible;
  return format(year, month, day);
}

function fullYear(twoFigures: number): number {
  return twoFigures >= pivotYear ? 1900 + twoFigures : 2000 + twoFigures;
}

function readFigures(value: string, from: number): string {
  let end = from;
  while (end < value.length && isFigure(value.charCodeAt(end))) end++;
  return value.slice(from, end);
}

/** Nothing, or a time: `T10:00:00Z`, ` 10:00:00.000`, ` 10h30`, ` 9:05 PM`, `+02:00`. It is only recognised, never used. */
function isTime(value: string, from: number): boolean {
  return (
    from === value.length ||
    /^(?:T| +)\d{1,2}(?:[:h]\d{0,2}){0,2}(?:[.,]\d+)?(?: ?[AP]M)?(?:Z| ?[+-]\d\d:?\d\d)?$/i.test(value.slice(from))
  );
}

function isFigure(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function exists(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Whether a text is a day that exists, written `YYYY-MM-DD`. */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  return exists(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10)));
}

/** The day so many days later (or earlier, when negative). */
export function addDays(day: Day, days: number): Day {
  return fromDayNumber(toDayNumber(day) + days);
}

/** How many days from `from` to `to`: negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return toDayNumber(to) - toDayNumber(from);
}

/** The Monday of a day's week; a Monday is its own. */
export function mondayOf(day: Day): Day {
  // Day number 0 (1970-01-01) was a Thursday.
  const number = toDayNumber(day);
  return fromDayNumber(number - positiveRemainder(number + 3, 7));
}

/** The same day of the next year; 29 February gives 1 March. */
export function oneYearAfter(day: Day): Day {
  const year = Number(day.slice(0, 4)) + 1;
  return day.endsWith('02-29') ? format(year, 3, 1) : `${pad(year, 4)}${day.slice(4)}`;
}

/** Days since 1970-01-01. Civil calendar by integers alone: a year here begins in March, so that leap days come last. */
export function toDayNumber(day: Day): number {
  const month = Number(day.slice(5, 7));
  const year = Number(day.slice(0, 4)) - (month <= 2 ? 1 : 0);
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + Number(day.slice(8, 10)) - 1;
  return year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + dayOfYear - 719_468;
}

/** The day that lies so many days after 1970-01-01. */
export function fromDayNumber(number: number): Day {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return format(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

function positiveRemainder(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}

function format(year: number, month: number, day: number): Day {
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
