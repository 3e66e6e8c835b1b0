/** Days as whole numbers since 1970-01-01, because a simulation adds and compares them millions of times. */
import type { Day } from '../values/day.ts';

const dayMs = 86_400_000;

/** The number of a written day. Throws a RangeError for a day that does not exist. */
export function dayNumber(day: Day): number {
  const milliseconds = Date.parse(`${day}T00:00:00Z`);
  const number = milliseconds / dayMs;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(number) || writtenDay(number) !== day) {
    throw new RangeError(`not a day: ${day}`);
  }
  return number;
}

/** The number of a day given by year, month (1 to 12) and day of the month. */
export function dayNumberOf(year: number, month: number, dayOfMonth: number): number {
  return Date.UTC(year, month - 1, dayOfMonth) / dayMs;
}

export function writtenDay(number: number): Day {
  return new Date(number * dayMs).toISOString().slice(0, 10);
}

export function yearOf(number: number): number {
  return new Date(number * dayMs).getUTCFullYear();
}

/** 1 for January. */
export function monthOf(number: number): number {
  return new Date(number * dayMs).getUTCMonth() + 1;
}

/** 1970-01-01 was a Thursday. */
export function isSunday(number: number): boolean {
  return (number + 4) % 7 === 0;
}

/** The first day of the month after the one this day lies in. */
export function nextMonthStart(number: number): number {
  return dayNumberOf(yearOf(number), monthOf(number) + 1, 1);
}
