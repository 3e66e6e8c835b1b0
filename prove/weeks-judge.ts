/** The judge of the proof of the weeks: which slots the calendar asks for, and what became of each. */
import { localTimeOf, weekdayOf } from '../src/8-campaign/outbox/estate-clock.ts';
import type { Database } from '../src/db/database.ts';
import { sql } from '../src/db/sql.ts';
import type { JobKind } from '../src/scheduler/jobs.ts';
import { addDays, type Day } from '../src/values/day.ts';

/** The estate of the proof. */
export const estate = 'domaine-des-semaines';
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** How often each job's work was done to its end. */
export type DoneTimes = Map<string, number>;

interface SlotRow {
  readonly job_id: string;
  readonly kind: JobKind;
  readonly state: string;
  readonly error_code: string | null;
  readonly deaths: number;
  readonly slot_at: Date;
  readonly requested_at: Date;
}

interface AlarmRow {
  readonly subject: string;
  readonly raised_at: Date;
  readonly cleared_at: Date | null;
}

const slotRows = sql(`
  select job_id, kind, state, error ->> 'code' as error_code, deaths, slot_at, requested_at
  from app.jobs
  where estate_id = :'estate_id'
  order by slot_at, kind`);
const alarmRows = sql(`
  select subject, raised_at, cleared_at
  from app.alarms
  where estate_id = :'estate_id' and kind = 'slot_skipped'
  order by raised_at, subject`);

/** When each kind of work is due by the settings, written out: the proof does not ask the code it proves. */
const dueTimes: readonly {
  readonly kind: JobKind;
  readonly minutes: number;
  readonly weekday?: string;
  readonly lateHours: number;
}[] = [
  { kind: 'backup', minutes: 120, lateHours: 20 },
  { kind: 'retention', minutes: 240, lateHours: 20 },
  { kind: 'run', minutes: 370, weekday: 'monday', lateHours: 6 },
  { kind: 'report', minutes: 405, weekday: 'monday', lateHours: 6 },
  { kind: 'push_contacts', minutes: 420, weekday: 'monday', lateHours: 6 },
  { kind: 'reconcile', minutes: 180, lateHours: 20 },
  { kind: 'restore_drill', minutes: 300, weekday: 'sunday', lateHours: 20 },
];
const timezone = 'Europe/Paris';

/** What became of each slot of those days, beside what the settings ask for; `faults` names every one that is not as it must be. */
export async function countSlots(
  database: Database,
  { from, days }: { readonly from: Day; readonly days: number },
  doneTimes: DoneTimes,
) {
  const rows = await database.rows<SlotRow>(slotRows, { estate_id: estate });
  const alarms = await database.rows<AlarmRow>(alarmRows, { estate_id: estate });
  const allDays = Array.from({ length: days }, (_, index) => addDays(from, index));
  const faults: string[] = [];
  const rowsOf = groupByDue(rows);
  let due = 0;
  for (const day of allDays) {
    for (const wanted of dueTimes) {
      if (wanted.weekday !== undefined && weekdayOf(day) !== wanted.weekday) continue;
      due += 1;
      const key = `${wanted.kind} ${day}`;
      const found = rowsOf.get(key) ?? [];
      rowsOf.delete(key);
      const [row] = found;
      if (!row || found.length > 1) faults.push(`${key}: ${found.length} jobs`);
      else faults.push(...faultsOf(row, { ...wanted, day, alarms, doneTimes }));
    }
  }
  faults.push(...[...rowsOf.keys()].map((key) => `${key}: nobody asked for it`));
  const inState = (state: string, kind?: JobKind): number =>
    rows.filter((row) => row.state === state && (kind === undefined || row.kind === kind)).length;
  return {
    days,
    due,
    done: inState('done'),
    skipped: inState('skipped'),
    late: rows.filter((row) => row.state === 'done' && lateMs(row) > 15 * minuteMs).length,
    runs: { done: inState('done', 'run'), skipped: inState('skipped', 'run') },
    alarmsRaised: alarms.length,
    alarmsOpenAtTheEnd: alarms.filter(({ cleared_at }) => cleared_at === null).length,
    hourChanges: allDays.filter((day) => midnightOf(addDays(day, 1)) - midnightOf(day) !== dayMs).length,
    leapDays: allDays.filter((day) => day.endsWith('02-29')).length,
    faults,
  };
}

function groupByDue(rows: readonly SlotRow[]): Map<string, SlotRow[]> {
  const grouped = new Map<string, SlotRow[]>();
  for (const row of rows) {
    const key = `${row.kind} ${localTimeOf(row.slot_at, timezone).day}`;
    grouped.set(key, [...(grouped.get(key) ?? []), row]);
  }
  return grouped;
}

interface Wanted {
  readonly day: Day;
  readonly minutes: number;
  readonly lateHours: number;
  readonly alarms: readonly AlarmRow[];
  readonly doneTimes: DoneTimes;
}

function faultsOf(row: SlotRow, { day, minutes, lateHours, alarms, doneTimes }: Wanted): readonly string[] {
  const times = doneTimes.get(row.job_id) ?? 0;
  const shown = localTimeOf(row.slot_at, timezone).minutes;
  // On the night without 02:00 the clock shows 03:00 instead.
  const isShifted = shown === 180 && minutes === 120 && midnightOf(addDays(day, 1)) - midnightOf(day) === 23 * hourMs;
  // The two clocks are forty seconds apart.
  const writtenMs = row.requested_at.getTime();
  const isTold = alarms.some(
    ({ subject, raised_at, cleared_at }) =>
      subject === row.kind &&
      raised_at.getTime() <= writtenMs + minuteMs &&
      (cleared_at === null || cleared_at.getTime() >= writtenMs - minuteMs),
  );
  const told: readonly (readonly [boolean, string])[] = [
    [shown !== minutes && !isShifted, `due at minute ${shown} of the day`],
    [
      row.state !== 'done' && row.state !== 'skipped',
      `ended as ${row.state} (${row.error_code ?? 'no error'}, ${row.deaths} deaths)`,
    ],
    [row.state === 'done' && times !== 1, `done ${times} times`],
    [row.state === 'skipped' && times !== 0, 'skipped and done'],
    [row.state === 'done' && lateMs(row) > lateHours * hourMs + minuteMs, 'caught up too late'],
    [row.state === 'skipped' && !isTold, 'skipped, and nobody was told'],
  ];
  return told.filter(([isWrong]) => isWrong).map(([, what]) => `${row.kind} ${day}: ${what}`);
}

function lateMs({ requested_at, slot_at }: SlotRow): number {
  return requested_at.getTime() - slot_at.getTime();
}

/** When a day of Paris begins, in milliseconds, by looking: 22:00 or 23:00 UTC of the day before. */
export function midnightOf(day: Day): number {
  const summer = Date.parse(`${day}T00:00:00+02:00`);
  return localTimeOf(new Date(summer), timezone).minutes === 0 ? summer : summer + hourMs;
}
