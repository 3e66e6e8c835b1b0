/** One look at the clock for one estate: what is due is asked for, what is too late is written down as skipped. */
import type { Database, Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import type { Settings } from '../estate/settings.ts';
import { sentence } from '../values/sentence.ts';
import { uuidV7 } from '../values/uuid.ts';
import { readDatabaseFacts } from './alarms/alarm-facts.ts';
import { raiseAlarms } from './alarms/raise-alarms.ts';
import { judgeSkipped, slotSkipped } from './alarms/slot-skipped.ts';
import { requestJob } from './jobs.ts';
import { type JudgedSlot, judgeSlots } from './judge-slots.ts';
import { slotsOf, type WeekMeans } from './week.ts';

const lastSlot = loadSql(import.meta.url, './last-slot.sql');
const insertSkipped = loadSql(import.meta.url, './insert-skipped.sql');

export interface EstateWeek {
  readonly estate: string;
  readonly settings: Settings;
  readonly means: WeekMeans;
  readonly createdAt: Date;
}

export interface Look {
  readonly requested: readonly JudgedSlot[];
  readonly skipped: readonly JudgedSlot[];
}

/**
 * Deals with every slot since the last one dealt with, in one transaction: several schedulers may look at once, and the key
 * (estate, kind, slot) lets one of them through. An estate never looked at begins now: nothing of its past was missed.
 */
export async function scheduleEstate(database: Database, estateWeek: EstateWeek, now: Date): Promise<Look> {
  const { estate, settings, means } = estateWeek;
  const { week } = settings;
  const from = await lookedUntil(database, estateWeek, now);
  const slots = slotsOf(week, means, { from, until: now });
  if (slots.length === 0) return { requested: [], skipped: [] };
  const judged = judgeSlots(slots, { now, lateHours: week.late_hours });
  return database.transaction(async (session) => {
    const requested: JudgedSlot[] = [];
    const skipped: JudgedSlot[] = [];
    for (const slot of judged) {
      if (slot.verdict === 'skip') {
        if (await skip(session, estate, slot, now)) skipped.push(slot);
      } else {
        const { isNew } = await requestJob(
          session,
          { estate, kind: slot.kind, requestedBy: 'cuvee', slotAt: slot.at },
          now,
        );
        if (isNew) requested.push(slot);
      }
    }
    if (skipped.length > 0) await tellSkipped(session, estateWeek, now);
    return { requested, skipped };
  });
}

/** What is skipped is an alarm from the very moment it is written down, even where newer work makes up for it a minute later. */
async function tellSkipped(session: Session, { estate, settings }: EstateWeek, now: Date): Promise<void> {
  const facts = await readDatabaseFacts(session, { estate, silentSince: now });
  const found = judgeSkipped(facts, settings).map((finding) => ({ kind: slotSkipped.kind, ...finding }));
  await raiseAlarms(session, { estate, found, now });
}

async function lookedUntil(session: Session, { estate, settings, createdAt }: EstateWeek, now: Date): Promise<Date> {
  const last = await session.one<{ slotAt: Date | null }>(lastSlot, { estate_id: estate });
  if (last?.slotAt) return last.slotAt;
  const notBefore = new Date(now.getTime() - settings.week.late_hours * 3_600_000);
  return createdAt > notBefore ? createdAt : notBefore;
}

async function skip(session: Session, estate: string, { kind, at }: JudgedSlot, now: Date): Promise<boolean> {
  const error = { code: 'SLOT_MISSED', sentence: missed };
  const rows = await session.execute(insertSkipped, {
    estate_id: estate,
    job_id: uuidV7(now),
    kind,
    slot_at: at.toISOString(),
    now: now.toISOString(),
    error: JSON.stringify(error),
  });
  return rows > 0;
}

const missed = sentence(
  'Cuvée ne tournait pas à ce moment-là, et il est trop tard pour le rattraper.',
  'Cuvée was not running at that moment, and it is too late to catch up.',
);
