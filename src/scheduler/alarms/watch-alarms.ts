/** Looks whether all is well with an estate: raises what is wrong once, clears what is over, and tells its people once by mail. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { Sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import { mailToPeople } from '../house-mail.ts';
import type { HouseTools } from '../house-tools.ts';
import { readDatabaseFacts } from './alarm-facts.ts';
import { alarmLetter } from './alarm-letter.ts';
import { alarmRules } from './alarm-rules.ts';
import type { OuterFacts } from './outer-facts.ts';
import { settleAlarms } from './raise-alarms.ts';

const openAlarmsSql = loadSql(import.meta.url, './open-alarms.sql');
const markMailed = loadSql(import.meta.url, './mark-alarms-mailed.sql');

/** An alarm that is not over. */
export interface OpenAlarm {
  readonly alarmId: string;
  readonly kind: string;
  readonly subject: string;
  readonly sentence: Sentence;
  readonly nextStep: Sentence;
  readonly raisedAt: Date;
  readonly mailedAt: Date | null;
}

export interface WatchedAlarms {
  readonly raised: number;
  readonly cleared: number;
  readonly mailed: number;
}

/** The alarms of an estate that are not over, the oldest first. */
export async function openAlarms(session: Session, estate: string): Promise<readonly OpenAlarm[]> {
  return session.rows<OpenAlarm>(openAlarmsSql, { estate_id: estate });
}

/** One look. Several may look at once: an alarm is open once. Mail that could not leave is tried again at the next look. */
export async function watchAlarms(world: World, tools: HouseTools, outer: OuterFacts): Promise<WatchedAlarms> {
  const { estate, database, settings } = world;
  const now = tools.clock();
  const silentSince = new Date(now.getTime() - settings.alarms.webhook_silence_hours * 3_600_000);
  const facts = { ...(await readDatabaseFacts(database, { estate, silentSince })), ...outer };
  const judgements = alarmRules.map(({ kind, judge }) => ({ kind, findings: judge(facts, { now, settings }) }));
  const judged = judgements.filter(({ findings }) => findings !== undefined).map(({ kind }) => kind);
  const found = judgements.flatMap(({ kind, findings = [] }) => findings.map((finding) => ({ kind, ...finding })));
  const counts = await settleAlarms(database, { estate, found, judged, now });
  return { ...counts, mailed: await mailNew(world, tools, now) };
}

async function mailNew(world: World, tools: HouseTools, now: Date): Promise<number> {
  const untold = (await openAlarms(world.database, world.estate)).filter(({ mailedAt }) => mailedAt === null);
  const [first] = untold;
  if (!first || world.settings.week.report_to.length === 0) return 0;
  const letter = alarmLetter(untold, { publicUrl: tools.publicUrl, language: world.settings.week.report_language });
  const { to } = await mailToPeople(world, tools, { letterId: first.alarmId, ...letter });
  if (to.length === 0) return 0;
  await world.database.execute(markMailed, {
    estate_id: world.estate,
    alarm_ids: untold.map(({ alarmId }) => alarmId),
    now: now.toISOString(),
  });
  return untold.length;
}
