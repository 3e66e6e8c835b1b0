/** When something was bought, as a column of a foreign file tells it: days, instants, day numbers, or nothing to rely on. */
import { DayOrderVotes } from '../src/2-staging/day-order.ts';
import { type DayOrder, parseDay, toDayNumber } from '../src/values/day.ts';

/** By word of the column: the day number (values/day.ts), and the second of that day; NaN where the word is no day. */
export interface WordDays {
  readonly days: Float64Array;
  readonly seconds: Float64Array;
}

const secondsOfDay = 86_400;
/** A bare number from here on counts seconds since 1970 and no days, and from the other on milliseconds. */
const leastSeconds = 1e8;
const leastMilliseconds = 1e11;

/** Reads the distinct words of a column, any usual writing; which of day and month comes first is decided over all of them. */
export function daysOfWords(words: readonly string[]): WordDays {
  const votes = new DayOrderVotes();
  const written = words.map(withMonthFigures);
  for (const word of written) votes.add(word);
  const { order } = votes.decide('dmy');
  const days = new Float64Array(words.length).fill(Number.NaN);
  const seconds = new Float64Array(words.length);
  for (const [at, word] of written.entries()) {
    const instant = secondsSince1970(word, order);
    if (instant === undefined) continue;
    days[at] = Math.floor(instant / secondsOfDay);
    seconds[at] = instant - (days[at] ?? 0) * secondsOfDay;
  }
  return { days, seconds };
}

function secondsSince1970(word: string, order: DayOrder): number | undefined {
  if (/^\d+(?:\.\d*)?$/.test(word)) return ofNumber(word);
  const day = parseDay(word, order);
  return typeof day === 'string' ? toDayNumber(day) * secondsOfDay + timeOf(word) : undefined;
}

/** `20010131`, seconds or milliseconds since 1970, or a bare day number (perhaps only the place of a basket in its order). */
function ofNumber(word: string): number {
  const compact = /^((?:19|20)\d\d)(\d\d)(\d\d)(?:\.0*)?$/.exec(word);
  const day = compact ? parseDay(`${compact[1]}-${compact[2]}-${compact[3]}`, 'ymd') : undefined;
  if (typeof day === 'string') return toDayNumber(day) * secondsOfDay;
  const number = Number(word);
  if (number >= leastMilliseconds) return number / 1000;
  return number >= leastSeconds ? number : number * secondsOfDay;
}

/** Seconds after midnight of a time behind a day; 0 where there is none. */
function timeOf(word: string): number {
  const time = /(\d{1,2})[:h](\d\d)(?::(\d\d))?(?:[.\d]*\s*([AP])M)?/i.exec(word);
  if (time === null) return 0;
  const half = time[4]?.toUpperCase();
  const hour = half === undefined ? Number(time[1]) : (Number(time[1]) % 12) + (half === 'P' ? 12 : 0);
  return hour * 3600 + Number(time[2]) * 60 + Number(time[3] ?? 0);
}

/** Two-figure years from here on are of the last century. */
const pivotYear = 70;

/** By the first letters, French ones without their accents. */
const months: readonly RegExp[] = [
  /^jan/,
  /^(?:feb|fev)/,
  /^mar/,
  /^(?:apr|avr)/,
  /^(?:may|mai)/,
  /^(?:jun|juin)/,
  /^(?:jul|juil)/,
  /^(?:aug|aou)/,
  /^sep/,
  /^oct/,
  /^nov/,
  /^dec/,
];

/** `02-Jan-1997`, `2 janvier 1997` and `Jan 2, 1997` in figures, year first where it has four; any other word as it is. */
function withMonthFigures(word: string): string {
  if (!/\p{L}{3}/u.test(word)) return word;
  const dayFirst = /^(\d{1,2})[\s./-]*(\p{L}{3,})\.?[\s,./-]*(\d{4}|\d\d)(?!\d)(.*)$/u.exec(word);
  const monthFirst = /^(\p{L}{3,})\.?[\s./-]*(\d{1,2}),?[\s./-]+(\d{4})(?!\d)(.*)$/u.exec(word);
  const [day, name, year, rest] = dayFirst
    ? [dayFirst[1], dayFirst[2], dayFirst[3], dayFirst[4]]
    : [monthFirst?.[2], monthFirst?.[1], monthFirst?.[3], monthFirst?.[4]];
  const plain = (name ?? '').normalize('NFD').replaceAll(/\P{L}/gu, '').toLowerCase();
  const month = months.findIndex((each) => each.test(plain)) + 1;
  if (month === 0 || year === undefined) return word;
  return `${year.length === 2 ? `${Number(year) >= pivotYear ? 19 : 20}${year}` : year}-${month}-${day}${rest}`;
}
