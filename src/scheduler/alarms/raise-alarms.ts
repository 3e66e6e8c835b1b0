/** Writes what rules found into `app.alarms`: once while it lasts, and cleared when it is over. */
import type { Database, Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { stableJson } from '../../values/stable-json.ts';
import { uuidV7 } from '../../values/uuid.ts';
import type { AlarmFinding } from './alarm.ts';

const upsertAlarms = loadSql(import.meta.url, './upsert-alarms.sql');
const clearAlarms = loadSql(import.meta.url, './clear-alarms.sql');

export interface FoundAlarm extends AlarmFinding {
  readonly kind: string;
}

/** Raises what is not open yet, and lets what is open say what is wrong now. Gives how many are new. */
export async function raiseAlarms(
  session: Session,
  { estate, found, now }: { readonly estate: string; readonly found: readonly FoundAlarm[]; readonly now: Date },
): Promise<number> {
  if (found.length === 0) return 0;
  const alarms = found.map(({ kind, subject, sentence, nextStep, facts = {} }) => ({
    kind,
    subject,
    sentence,
    next_step: nextStep,
    facts,
    alarm_id: uuidV7(now),
  }));
  const written = await session.rows<{ isNew: boolean }>(upsertAlarms, {
    estate_id: estate,
    alarms: stableJson(alarms),
    now: now.toISOString(),
  });
  return written.filter(({ isNew }) => isNew).length;
}

/** Raises what is wrong, and clears what is open of the kinds that were judged and is not wrong any more. */
export async function settleAlarms(
  database: Database,
  {
    estate,
    found,
    judged,
    now,
  }: {
    readonly estate: string;
    readonly found: readonly FoundAlarm[];
    readonly judged: readonly string[];
    readonly now: Date;
  },
): Promise<{ readonly raised: number; readonly cleared: number }> {
  return database.transaction(async (session) => {
    const raised = await raiseAlarms(session, { estate, found, now });
    const alarms = stableJson(found.map(({ kind, subject }) => ({ kind, subject })));
    const cleared = await session.rows(clearAlarms, { estate_id: estate, alarms, judged, now: now.toISOString() });
    return { raised, cleared: cleared.length };
  });
}
