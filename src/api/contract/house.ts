/** What the house does for itself: backups, alarms, reports, and whether letters can leave. */
import { z } from 'zod';
import { listQuery, pageOf, sentenceSchema } from './lists.ts';

const count = z.number().int();

const backupSchema = z.object({
  backupId: z.string(),
  reason: z.string(),
  state: z.enum(['running', 'done', 'failed', 'removed']),
  fileName: z.string().nullable(),
  bytes: z.number().nullable(),
  counts: z.record(z.string(), z.number()),
  copies: z.array(z.object({ target: z.string(), ok: z.boolean(), error: z.string().optional() })),
  errorCode: z.string().nullable(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
});
export type BackupAnswer = z.infer<typeof backupSchema>;

const drillSchema = z.object({
  drillId: z.string(),
  backupId: z.string(),
  ok: z.boolean(),
  /** How old the backup was, in hours, and how long it took to have the estate back, in seconds. */
  rpoHours: z.number().nullable(),
  rtoSeconds: z.number().nullable(),
  rows: z.number().nullable(),
  findings: z.array(sentenceSchema),
  startedAt: z.string(),
  endedAt: z.string(),
});
export type DrillAnswer = z.infer<typeof drillSchema>;

/** Backups newest first, at most the last hundred; drills likewise, at most the last twenty. */
export const backupsSchema = z.object({ backups: z.array(backupSchema), drills: z.array(drillSchema) });
export type Backups = z.infer<typeof backupsSchema>;

/** The key archives are opened with, as a file of a few lines, to be printed. */
export const backupKeySchema = z.object({ text: z.string() });
export type BackupKeyShown = z.infer<typeof backupKeySchema>;

const alarmSchema = z.object({
  alarmId: z.string(),
  kind: z.string(),
  subject: z.string(),
  sentence: sentenceSchema,
  nextStep: sentenceSchema,
  raisedAt: z.string(),
  mailedAt: z.string().nullable(),
  clearedAt: z.string().nullable(),
});
export type AlarmAnswer = z.infer<typeof alarmSchema>;
export const alarmPageSchema = pageOf(alarmSchema);
export const alarmsQuery = listQuery.extend({ state: z.enum(['open', 'all']).default('all') });

/** Monday's report, as it was written and mailed. */
const weekReportAnswerSchema = z.object({
  reportId: z.string(),
  writtenAt: z.string(),
  mailedAt: z.string().nullable(),
  mailedTo: z.array(z.string()),
  content: z.object({
    estateName: z.string(),
    runId: z.string(),
    asOf: z.string(),
    status: z.enum(['done', 'failed', 'refused']),
    stoppedBecause: sentenceSchema.nullable(),
    files: z.array(
      z.object({ dataset: z.string(), name: z.string(), rowsRead: count, rowsKept: count, rowsRejected: count }),
    ),
    documents: z.object({ new: count, changed: count, vanished: count }),
    mtHt: z.object({ loaded: z.number(), rejected: z.number() }),
    rejects: z.array(z.object({ code: z.string(), rows: count, example: z.string() })),
    dataScore: z.object({ now: z.number(), before: z.number().nullable() }).nullable(),
    clients: z.object({
      total: count,
      comparedWith: z.string().nullable(),
      segments: z.array(z.object({ segment: z.string(), clients: count, before: count })),
      moves: z.array(z.object({ from: z.string(), to: z.string(), clients: count })),
    }),
    recommendations: z.object({ waiting: count, approved: count, notEligible: count }),
    alarms: z.array(z.object({ sentence: sentenceSchema, nextStep: sentenceSchema })),
  }),
});
export type WeekReportAnswer = z.infer<typeof weekReportAnswerSchema>;
/** `report`: null before the first. */
export const latestReportSchema = z.object({ report: weekReportAnswerSchema.nullable() });
export type LatestReport = z.infer<typeof latestReportSchema>;

const checkState = z.enum(['good', 'weak', 'missing', 'unknown']);

/** Whether letters can leave: the account, its credits, the sender; each with what to do. */
export const channelCheckSchema = z.object({
  channel: z.enum(['brevo', 'smtp']),
  checks: z.array(z.object({ check: z.string(), state: checkState, sentence: sentenceSchema })),
});
export type ChannelCheck = z.infer<typeof channelCheckSchema>;

/** An API key of Brevo (`xkeysib-…`); it is never shown again. */
export const givenBrevoKeySchema = z.strictObject({ key: z.string().min(1).max(300) });
export type GivenBrevoKey = z.input<typeof givenBrevoKeySchema>;

/** Whether the estate keeps a key of its own account. */
export const keptBrevoKeySchema = z.object({ isKept: z.boolean() });
export type KeptBrevoKey = z.infer<typeof keptBrevoKeySchema>;

export const domainCheckSchema = z.object({
  /** Null where no sending address is set. */
  domain: z.string().nullable(),
  checks: z.array(
    z.object({
      check: z.enum(['spf', 'dkim', 'dmarc']),
      state: checkState,
      sentence: sentenceSchema,
      record: z.string().nullable(),
    }),
  ),
});
export type DomainCheck = z.infer<typeof domainCheckSchema>;
