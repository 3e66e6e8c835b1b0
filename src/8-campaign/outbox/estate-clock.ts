/** What the clock on the estate's wall says of an instant, and the other way round. */
import { addDays, type Day } from '../../values/day.ts';

export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
export type Weekday = (typeof weekdays)[number];

export interface LocalTime {
  readonly day: Day;
  readonly weekday: Weekday;
  /** Since midnight on the clock: 10:30 is 630. */
  readonly minutes: number;
}

/** The day, weekday and time of day of an instant in a time zone (`Europe/Paris`). */
export function localTimeOf(at: Date, timezone: string): LocalTime {
  const parts = new Map(
    formatFor(timezone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const day = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
  return {
    day,
    weekday: weekdayOf(day),
    minutes: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
  };
}

/**
 * The instant at which the clock shows a day and a time. Twice a year it shows a time twice or never: then an instant of that
 * hour is given.
 */
export function instantOf(day: Day, minutes: number, timezone: string): Date {
  const wanted = Date.parse(`${day}T00:00:00Z`) + minutes * 60_000;
  let instant = wanted;
  for (let round = 0; round < 3; round++) {
    const shown = localTimeOf(new Date(instant), timezone);
    const off = wanted - (Date.parse(`${shown.day}T00:00:00Z`) + shown.minutes * 60_000);
    if (off === 0) break;
    instant += off;
  }
  return new Date(instant);
}

/** The days from one on, so many of them. */
export function daysFrom(first: Day, count: number): readonly Day[] {
  return Array.from({ length: count }, (_, days) => addDays(first, days));
}

/** The weekday of a day. */
export function weekdayOf(day: Day): Weekday {
  return weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 'sunday';
}

const formats = new Map<string, Intl.DateTimeFormat>();

// Making one costs more than all its uses together.
function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(timeZone, made);
  return made;
}
