/** Monday's report: written once per run, mailed once. */
import { loadSql } from '../../db/sql.ts';
import { sentence } from '../../values/sentence.ts';
import { stableJson } from '../../values/stable-json.ts';
import { uuidV7 } from '../../values/uuid.ts';
import { mailToPeople } from '../house-mail.ts';
import { reportLetter } from '../report/report-letter.ts';
import { composeWeekReport, type RunToReport, runToReport, type WeekReport } from '../report/week-report.ts';
import { isRunUnderWay } from '../run-under-way.ts';
import type { Task, TaskContext } from './task.ts';

const insertReport = loadSql(import.meta.url, '../report/insert-report.sql');
const markMailed = loadSql(import.meta.url, '../report/mark-report-mailed.sql');

const patienceMs = 2 * 60_000;

/** Waits for the week's run where one is under way, then reports on the latest that ended; a run has one report. */
export const reportTask: Task = async (context) => {
  const { world, say, tools } = context;
  say(sentence('Rapport de la semaine', 'Report of the week'));
  if (await isRunUnderWay(world)) {
    const until = new Date(tools.clock().getTime() + patienceMs);
    return { outcome: 'put_back', until, label: sentence('Attend la fin du traitement.', 'Waits for the run to end.') };
  }
  const run = await runToReport(world.database, world.estate);
  if (!run) return { outcome: 'done', result: { reportId: null, because: 'NO_RUN_YET' } };
  const { reportId, report } = await writtenReport(context, run);
  if (run.isMailed) return { outcome: 'done', result: { reportId, runId: run.runId, because: 'REPORTED_ALREADY' } };
  const mailed = await mail(context, report, reportId);
  return {
    outcome: 'done',
    result: { reportId, runId: run.runId, mailedTo: mailed.to.length, obstacle: mailed.obstacle },
  };
};

/** The report of the run: as it was written, or written now. */
async function writtenReport(
  { world, tools }: TaskContext,
  run: RunToReport,
): Promise<{ readonly reportId: string; readonly report: WeekReport }> {
  if (run.reportId !== null && run.written) return { reportId: run.reportId, report: run.written };
  const report = await composeWeekReport(world, run);
  const reportId = uuidV7(tools.clock());
  await world.database.execute(insertReport, {
    estate_id: world.estate,
    report_id: reportId,
    run_id: run.runId,
    content: stableJson(report),
    now: tools.clock().toISOString(),
  });
  return { reportId, report };
}

async function mail({ world, tools }: TaskContext, report: WeekReport, reportId: string) {
  const { report_language: language } = world.settings.week;
  const letter = reportLetter(report, { publicUrl: tools.publicUrl, language });
  const mailed = await mailToPeople(world, tools, { letterId: reportId, ...letter });
  if (mailed.to.length > 0) {
    await world.database.execute(markMailed, {
      estate_id: world.estate,
      report_id: reportId,
      mailed_to: mailed.to,
      now: tools.clock().toISOString(),
    });
  }
  return mailed;
}
