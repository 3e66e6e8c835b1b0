/**
 * The scheduler: looks at the clock, estate after estate, and asks for what is due. It keeps nothing but what it may forget: as many
 * of them as one likes may look at once, and one that slept or died is made up for by the next look.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from '../db/sql.ts';
import { listEstates } from '../estate/estates.ts';
import { readSettings } from '../estate/settings-store.ts';
import type { HouseTools } from './house-tools.ts';
import { meansOf } from './means.ts';
import { type EstateWeek, scheduleEstate } from './schedule-estate.ts';
import { nextSlotAt } from './week.ts';

/** The clock is looked at this often; settings and estates are read anew each time something is due, and every few minutes. */
const lookEveryMs = 5_000;
const readEveryMs = 60_000;
/** Between two looks the clock moved so much more than it should: the machine slept, or somebody set the clock. */
const jumpMs = 30_000;

/** What the connection of a scheduler is called: by it one sees from anywhere that one lives. */
export const schedulerName = 'cuvee scheduler';
const nameConnection = sql(`set application_name = '${schedulerName}'`);
const isAlive = sql('select 1');

export interface Scheduler {
  /** When it last looked at the clock without failing. */
  lookedAt(): Date;
  stop(): Promise<void>;
}

/** Starts looking at the clock. A database that is away is waited for. */
export function startScheduler(tools: HouseTools): Scheduler {
  const stopping = new AbortController();
  let lookedAt = tools.clock();
  const look = createLook(tools);
  const ended = keepLooking(tools, {
    stopping: stopping.signal,
    look: async () => {
      await look();
      lookedAt = tools.clock();
    },
  });
  return {
    lookedAt: () => lookedAt,
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

interface Looking {
  readonly stopping: AbortSignal;
  readonly look: () => Promise<void>;
}

async function keepLooking(tools: HouseTools, { stopping, look }: Looking): Promise<void> {
  while (!stopping.aborted) {
    try {
      await tools.database.onOwnConnection(async (session) => {
        await session.execute(nameConnection);
        while (!stopping.aborted) {
          await session.execute(isAlive);
          await look();
          await sleep(lookEveryMs, undefined, { signal: stopping }).catch(() => {});
        }
      });
    } catch (error) {
      tools.log.error('the scheduler could not look', { error: String(error) });
      await sleep(lookEveryMs, undefined, { signal: stopping }).catch(() => {});
    }
  }
}

/** One look at the clock for every estate; cheap where nothing is due. */
function createLook(tools: HouseTools): () => Promise<void> {
  let weeks: readonly EstateWeek[] = [];
  let dueAt = new Date(0);
  let readAt = Number.NEGATIVE_INFINITY;
  let before = tools.clock();
  return async () => {
    const now = tools.clock();
    const elapsedMs = now.getTime() - before.getTime();
    before = now;
    const hasJumped = Math.abs(elapsedMs) > lookEveryMs + jumpMs;
    if (hasJumped && readAt > 0) tools.log.warn('the clock jumped: the machine slept, or it was set', { elapsedMs });
    if (!hasJumped && now < dueAt && now.getTime() - readAt < readEveryMs) return;
    weeks = await readWeeks(tools);
    readAt = now.getTime();
    for (const week of weeks) await lookAtEstate(tools, week, now);
    dueAt = weeks
      .map(({ settings, means }) => nextSlotAt(settings.week, means, now))
      .reduce((first, instant) => (instant < first ? instant : first), new Date(8.64e15));
  };
}

/** One estate that fails keeps no other waiting. */
async function lookAtEstate({ database, log }: HouseTools, estateWeek: EstateWeek, now: Date): Promise<void> {
  const { estate } = estateWeek;
  try {
    const { requested, skipped } = await scheduleEstate(database, estateWeek, now);
    for (const { kind, at } of requested) log.info('work of the week asked for', { estate, kind, slotAt: at });
    for (const { kind, at } of skipped) log.warn('work of the week skipped: too late', { estate, kind, slotAt: at });
  } catch (error) {
    log.error('the week of an estate could not be looked at', { estate, error: String(error) });
  }
}

async function readWeeks({ database, brevoOf, log }: HouseTools): Promise<readonly EstateWeek[]> {
  const weeks: EstateWeek[] = [];
  for (const { estate, createdAt } of await listEstates(database)) {
    try {
      const { settings } = await readSettings(database, estate);
      // A key that cannot be opened is one all the same: what needs it says so, as an alarm.
      const hasBrevo = await brevoOf(estate).then(Boolean, () => true);
      weeks.push({ estate, settings, means: await meansOf(database, { estate, settings, hasBrevo }), createdAt });
    } catch (error) {
      log.error('the settings of an estate could not be read', { estate, error: String(error) });
    }
  }
  return weeks;
}
