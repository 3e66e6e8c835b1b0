/** Monday's report as data: what came, what changed, what waits for a person. Kept as it was written, shown on the page and mailed. */
import { z } from 'zod';
import { approvalCounts } from '../../7-audit/approvals/approved-items.ts';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { World } from '../../world.ts';
import { openAlarms } from '../alarms/watch-alarms.ts';

const selectRun = loadSql(import.meta.url, './run-to-report.sql');
const selectFacts = loadSql(import.meta.url, './report-facts.sql');

const sentenceSchema = z.object({ fr: z.string(), en: z.string() });
const count = z.number().int();

export const weekReportSchema = z.object({
  estateName: z.string(),
  runId: z.string(),
  asOf: z.string(),
  /** How the run ended, and why where it did not end well. */
  status: z.enum(['done', 'failed', 'refused']),
  stoppedBecause: sentenceSchema.nullable(),
  /** What came: each file with its rows. */
  files: z.array(
    z.object({ dataset: z.string(), name: z.string(), rowsRead: count, rowsKept: count, rowsRejected: count }),
  ),
  documents: z.object({ new: count, changed: count, vanished: count }),
  /** Net of VAT, of the sales files taken in, in euros. */
  mtHt: z.object({ loaded: z.number(), rejected: z.number() }),
  /** Why rows were refused, the most frequent first, each with one row's sentence. */
  rejects: z.array(z.object({ code: z.string(), rows: count, example: z.string() })),
  /** Out of 100; `before` of the audit before. */
  dataScore: z.object({ now: z.number(), before: z.number().nullable() }).nullable(),
  clients: z.object({
    total: count,
    /** The day compared with; null before there is one. */
    comparedWith: z.string().nullable(),
    segments: z.array(z.object({ segment: z.string(), clients: count, before: count })),
    moves: z.array(z.object({ from: z.string(), to: z.string(), clients: count })),
  }),
  recommendations: z.object({ waiting: count, approved: count, notEligible: count }),
  alarms: z.array(z.object({ sentence: sentenceSchema, nextStep: sentenceSchema })),
});

export type WeekReport = z.infer<typeof weekReportSchema>;

const factsSchema = z.object({
  files: z.array(
    z.object({
      dataset: z.string(),
      original_name: z.string(),
      rows_read: count,
      rows_kept: count,
      rows_rejected: count,
    }),
  ),
  reasons: z.array(z.object({ code: z.string(), example: z.string(), row_count: count })),
  comparedWith: z.string().nullable(),
  segments: z.array(z.object({ segment: z.string(), client_count: count, count_before: count })),
  moves: z.array(z.object({ from_segment: z.string(), to_segment: z.string(), client_count: count })),
  scores: z.array(z.number()),
});

const runSchema = z.object({
  runId: z.string(),
  asOf: z.string(),
  status: z.enum(['done', 'failed', 'refused']),
  report: z
    .object({
      totals: z.object({ mtHtLoaded: z.number(), mtHtRejected: z.number() }),
      changes: z.object({ documentsNew: count, documentsChanged: count, documentsVanished: count }),
    })
    .nullable(),
  error: z.object({ sentence: sentenceSchema.optional() }).nullable(),
  /** Its report, where it was written already. */
  reportId: z.string().nullable(),
  written: weekReportSchema.nullable(),
  isMailed: z.boolean(),
});

export type RunToReport = z.infer<typeof runSchema>;

/** The latest run that ended, and its report if it was written already; undefined before the first run. */
export async function runToReport(session: Session, estate: string): Promise<RunToReport | undefined> {
  const row = await session.one<unknown>(selectRun, { estate_id: estate });
  return row === undefined ? undefined : runSchema.parse(row);
}

/** The report of a run as the estate stands now. */
export async function composeWeekReport(
  { estate, database, settings, clock }: World,
  run: RunToReport,
): Promise<WeekReport> {
  const row = await database.one<unknown>(selectFacts, { estate_id: estate, run_id: run.runId, as_of: run.asOf });
  const { files, reasons, comparedWith, segments, moves, scores } = factsSchema.parse(row);
  const counts = await approvalCounts(database, { estate, at: clock() });
  const alarms = await openAlarms(database, estate);
  const [score, scoreBefore] = scores;
  return {
    estateName: settings.name || estate,
    runId: run.runId,
    asOf: run.asOf,
    status: run.status,
    stoppedBecause: run.status === 'done' ? null : (run.error?.sentence ?? null),
    files: files.map((file) => ({
      dataset: file.dataset,
      name: file.original_name,
      rowsRead: file.rows_read,
      rowsKept: file.rows_kept,
      rowsRejected: file.rows_rejected,
    })),
    documents: {
      new: run.report?.changes.documentsNew ?? 0,
      changed: run.report?.changes.documentsChanged ?? 0,
      vanished: run.report?.changes.documentsVanished ?? 0,
    },
    mtHt: { loaded: run.report?.totals.mtHtLoaded ?? 0, rejected: run.report?.totals.mtHtRejected ?? 0 },
    rejects: reasons.map(({ code, example, row_count }) => ({ code, rows: row_count, example })),
    dataScore: score === undefined ? null : { now: score, before: scoreBefore ?? null },
    clients: {
      total: segments.reduce((sum, { client_count }) => sum + client_count, 0),
      comparedWith,
      segments: segments.map(({ segment, client_count, count_before }) => ({
        segment,
        clients: client_count,
        before: count_before,
      })),
      moves: moves.map(({ from_segment, to_segment, client_count }) => ({
        from: from_segment,
        to: to_segment,
        clients: client_count,
      })),
    },
    recommendations: { waiting: counts.pending, approved: counts.approved, notEligible: counts.notEligible },
    alarms: alarms.map(({ sentence, nextStep }) => ({ sentence, nextStep })),
  };
}
