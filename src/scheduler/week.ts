/**
 * The week of an estate as slots: what is due at which instant. Times are those of the clock on the estate's wall (croner knows both
 * changes of the hour: 02:30 that does not exist is 03:00, 02:30 that comes twice is the first); instants are UTC.
 */
import { Cron } from 'croner';
import { instantOf, localTimeOf, weekdayOf } from '../8-campaign/outbox/estate-clock.ts';
import type { WeekSettings } from '../estate/week-settings.ts';
import { addDays } from '../values/day.ts';
import type { JobKind } from './jobs.ts';

/** One piece of work of the week, at the moment it is due. */
export interface Slot {
  readonly kind: JobKind;
  readonly at: Date;
}

/** What the week asks for besides the settings: work without its means is not asked for. */
export interface WeekMeans {
  /** Brevo is the estate's channel, and its key is there. */
  readonly brevo: boolean;
  /** Letters of the estate leave live by Brevo: until then no client is told of there. */
  readonly sendsLive: boolean;
}

const weekdayNumbers = { sunday: 0, monday: 1, tuesday: 2, wednesday: 3, thursday: 4, friday: 5, saturday: 6 } as const;

/** Every slot after `from`, up to and with `until`, in the order they are due, then by kind. */
export function slotsOf(
  week: WeekSettings,
  means: WeekMeans,
  { from, until }: { readonly from: Date; readonly until: Date },
): readonly Slot[] {
  const slots = plan(week, means).flatMap(({ kind, pattern }) =>
    instantsOf(pattern, week.timezone, { from, until }).map((at): Slot => ({ kind, at })),
  );
  return slots.toSorted(
    (one, other) =>
      one.at.getTime() - other.at.getTime() || (one.kind < other.kind ? -1 : one.kind > other.kind ? 1 : 0),
  );
}

/** The first moment after `from` at which anything is due. */
export function nextSlotAt(week: WeekSettings, means: WeekMeans, from: Date): Date {
  const instants = plan(week, means).flatMap(({ pattern }) => cron(pattern, week.timezone).nextRun(from) ?? []);
  return instants.reduce((first, instant) => (instant < first ? instant : first));
}

function plan(week: WeekSettings, means: WeekMeans): readonly { readonly kind: JobKind; readonly pattern: string }[] {
  const weekly = (time: string): string => `${timeOf(time)} * * ${weekdayNumbers[week.day]}`;
  const daily = (time: string): string => `${timeOf(time)} * * *`;
  return [
    { kind: 'run', pattern: weekly(week.ingest_at) },
    { kind: 'report', pattern: weekly(week.report_at) },
    { kind: 'backup', pattern: daily(week.backup_at) },
    { kind: 'retention', pattern: daily(week.retention_at) },
    { kind: 'restore_drill', pattern: `${timeOf(week.drill_at)} * * ${weekdayNumbers[week.drill_day]}` },
    ...(means.brevo ? [{ kind: 'reconcile' as const, pattern: daily(week.reconcile_at) }] : []),
    ...(means.brevo && means.sendsLive && week.push_contacts
      ? [{ kind: 'push_contacts' as const, pattern: weekly(week.contacts_at) }]
      : []),
  ];
}

function timeOf(time: string): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return `${minutes} ${hours}`;
}

function instantsOf(
  pattern: string,
  timezone: string,
  { from, until }: { readonly from: Date; readonly until: Date },
): readonly Date[] {
  const instants: Date[] = [];
  const clock = cron(pattern, timezone);
  for (let next = clock.nextRun(from); next && next <= until; next = clock.nextRun(next)) instants.push(next);
  return instants;
}

// Never started: only asked when it would ring.
function cron(pattern: string, timezone: string): Cron {
  return new Cron(pattern, { timezone, paused: true });
}

/** When the week of an instant began: midnight of its day of export, on the estate's clock. */
export function weekBeganAt({ day, timezone }: Pick<WeekSettings, 'day' | 'timezone'>, at: Date): Date {
  const today = localTimeOf(at, timezone).day;
  const daysSince = (weekdayNumbers[weekdayOf(today)] - weekdayNumbers[day] + 7) % 7;
  return instantOf(addDays(today, -daysSince), 0, timezone);
}

/** The moment of a time of day, `HH:MM`, on the first day of the week of an instant. */
export function momentOfWeek(week: Pick<WeekSettings, 'day' | 'timezone'>, at: Date, time: string): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const { day } = localTimeOf(weekBeganAt(week, at), week.timezone);
  return instantOf(day, hours * 60 + minutes, week.timezone);
}
