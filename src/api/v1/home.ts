/** What one reads on Monday morning: did the week work, what waits, what was sold, whom to think of. */
import { loadSql } from '../../db/sql.ts';
import { approvalCounts } from '../../7-audit/approvals/approved-items.ts';
import { openAlarms } from '../../scheduler/alarms/watch-alarms.ts';
import { composeWeekReport, runToReport, type WeekReport } from '../../scheduler/report/week-report.ts';
import type { Sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import { type Home, homeSchema } from '../contract/home.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';

const selectRun = loadSql(import.meta.url, './home/latest-run.sql');
const selectCounts = loadSql(import.meta.url, './home/counts.sql');
const selectTurnover = loadSql(import.meta.url, './home/turnover.sql');
const selectActions = loadSql(import.meta.url, './home/next-actions.sql');
const selectWaitingClients = loadSql(import.meta.url, './home/waiting-clients.sql');

interface RunRow {
  readonly runId: string;
  readonly asOf: string;
  readonly status: 'running' | 'done' | 'failed' | 'refused';
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly stoppedBecause: Sentence | null;
  readonly isDrift: boolean;
}

interface MonthRow {
  readonly month: string;
  readonly mtHt: number;
  readonly mtHtToDay: number;
}

type CountsRow = Pick<
  Home['waits'],
  'heldLetters' | 'campaigns' | 'tasksDue' | 'aliases' | 'files' | 'rejectedLines' | 'correctedRows'
>;

/** Adds `/home`. */
export const homeRoutes: ApiRoutes = (app, tools) => {
  app.get(
    '/home',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: { tags: ['home'], summary: 'What one reads on Monday morning', response: { 200: homeSchema } },
    },
    async (request) => {
      const world = await tools.worldOf(personOf(request));
      const { estate, database } = world;
      const run = await database.one<RunRow>(selectRun, { estate });
      const asOf = run?.asOf ?? world.clock().toISOString().slice(0, 10);
      return homeOf(world, run, asOf, await database.rows<MonthRow>(selectTurnover, { estate, as_of: asOf }));
    },
  );
};

async function homeOf(world: World, run: RunRow | undefined, asOf: string, months: readonly MonthRow[]): Promise<Home> {
  const { database, estate, clock, settings } = world;
  const report = await latestReport(world);
  const alarms = await openAlarms(database, estate);
  const approvals = await approvalCounts(database, { estate, at: clock() });
  const today = clock().toISOString().slice(0, 10);
  const counts = await database.one<CountsRow>(selectCounts, { estate, today });
  const waiting = await database.one<{ clients: number }>(selectWaitingClients, { estate });
  return {
    run: run ? runAnswer(run, report) : null,
    dataScore: report?.dataScore ?? null,
    waits: {
      recommendations: approvals.pending - approvals.notEligible,
      recommendationClients: waiting?.clients ?? 0,
      alarms: alarms.length,
      drafts: Object.values(settings.profiles).filter(({ status }) => status === 'draft').length,
      ...(counts ?? {
        heldLetters: 0,
        campaigns: 0,
        tasksDue: 0,
        aliases: 0,
        files: 0,
        rejectedLines: 0,
        correctedRows: 0,
      }),
    },
    turnover: turnoverOf(months, asOf),
    yearToDate: yearToDateOf(months, asOf),
    clients: report?.clients ?? { total: 0, comparedWith: null, segments: [], moves: [] },
    actions: await database.rows<Home['actions'][number]>(selectActions, { estate }),
    alarms: alarms.map(({ kind, sentence, nextStep, raisedAt }) => ({
      kind,
      sentence,
      nextStep,
      raisedAt: raisedAt.toISOString(),
    })),
  };
}

/** The report of the latest run that ended: as it was written, or as it would be. */
async function latestReport(world: World): Promise<WeekReport | undefined> {
  const run = await runToReport(world.database, world.estate);
  if (!run) return undefined;
  return run.written ?? (await composeWeekReport(world, run));
}

function runAnswer(run: RunRow, report: WeekReport | undefined): Home['run'] {
  const isReported = report?.runId === run.runId;
  return {
    runId: run.runId,
    asOf: run.asOf,
    status: run.status,
    startedAt: run.startedAt.toISOString(),
    endedAt: run.endedAt?.toISOString() ?? null,
    stoppedBecause: run.stoppedBecause,
    isDrift: run.isDrift,
    files: isReported
      ? report.files.map(({ dataset, name, rowsKept, rowsRejected }) => ({ dataset, name, rowsKept, rowsRejected }))
      : [],
    documentsNew: isReported ? report.documents.new : 0,
    documentsChanged: isReported ? report.documents.changed : 0,
    documentsVanished: isReported ? report.documents.vanished : 0,
    mtHtLoaded: isReported ? report.mtHt.loaded : 0,
    mtHtRejected: isReported ? report.mtHt.rejected : 0,
  };
}

/** Twelve months up to that of the day, each beside the same month a year before. */
function turnoverOf(months: readonly MonthRow[], asOf: string): Home['turnover'] {
  if (months.length === 0) return [];
  const sums = new Map(months.map((row) => [row.month, row]));
  return Array.from({ length: 12 }, (_, index) => {
    const month = monthBefore(asOf, 11 - index);
    const before = sums.get(monthBefore(month, 12));
    // The month under way is compared with the same days, not with a whole month.
    const mtHtBefore = (index === 11 ? before?.mtHtToDay : before?.mtHt) ?? 0;
    return { month, mtHt: sums.get(month)?.mtHt ?? 0, mtHtBefore };
  });
}

function monthBefore(day: string, count: number): string {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - count;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
}

function yearToDateOf(months: readonly MonthRow[], asOf: string): Home['yearToDate'] {
  if (months.length === 0) return null;
  const year = Number(asOf.slice(0, 4));
  const sumOf = (wanted: number): number =>
    months
      .filter(({ month }) => month.startsWith(String(wanted)))
      .reduce((sum, { mtHtToDay }) => sum + Math.round(mtHtToDay * 100), 0) / 100;
  return { mtHt: sumOf(year), mtHtBefore: sumOf(year - 1), until: asOf };
}
