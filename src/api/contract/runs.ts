/** The runs of the week. */
import { z } from 'zod';
import { listQuery, pageOf, sentenceSchema } from './lists.ts';

export const runStatusSchema = z.enum(['running', 'done', 'failed', 'refused']);

export const runRowSchema = z.object({
  runId: z.string(),
  asOf: z.string(),
  status: runStatusSchema,
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  /** Files cleaned by this run. */
  files: z.number().int(),
  linesRead: z.number().int(),
  linesRejected: z.number().int(),
  /** Turnover net of VAT of the sales files taken in. */
  mtHtLoaded: z.number(),
  documentsNew: z.number().int(),
  /** Why it stopped. */
  sentence: sentenceSchema.nullable(),
});
export type RunRow = z.infer<typeof runRowSchema>;

export const runsQuery = listQuery.extend({ status: runStatusSchema.optional() });
export const runPageSchema = pageOf(runRowSchema);
export const runPath = z.object({ runId: z.uuid() });

export const runSchema = runRowSchema.extend({
  steps: z.array(
    z.object({
      step: z.string(),
      room: z.string(),
      title: sentenceSchema,
      state: z.enum(['done', 'running', 'waiting', 'stopped']),
      rowsRead: z.number().int(),
      rowsWritten: z.number().int(),
      rowsRejected: z.number().int(),
      sentence: sentenceSchema.nullable(),
      startedAt: z.string().nullable(),
      endedAt: z.string().nullable(),
    }),
  ),
  /** The files this run read, with what was noticed in them. */
  filesRead: z.array(
    z.object({
      source: z.string(),
      dataset: z.string(),
      name: z.string(),
      fileHash: z.string(),
      /** Why it could not be read. */
      stopped: sentenceSchema.nullable(),
      needsMapping: z.boolean(),
      rowsRead: z.number().int(),
      rowsKept: z.number().int(),
      rowsRejected: z.number().int(),
      mtHtKept: z.number(),
      firstDay: z.string().nullable(),
      lastDay: z.string().nullable(),
      warnings: z.array(z.object({ code: z.string(), sentence: sentenceSchema, line: z.number().int().nullable() })),
    }),
  ),
  documents: z.object({
    new: z.number().int(),
    changed: z.number().int(),
    unchanged: z.number().int(),
    vanished: z.number().int(),
  }),
  /** Documents that changed, vanished or came back, the greatest difference first; at most a hundred. */
  documentChanges: z.array(
    z.object({
      source: z.string(),
      documentId: z.string(),
      change: z.enum(['changed', 'vanished', 'returned']),
      mtHtBefore: z.number().nullable(),
      mtHtAfter: z.number().nullable(),
    }),
  ),
  /** Why the week looked too little like those before; `reason` when a person accepted it. */
  drift: z
    .object({
      state: z.enum(['stopped', 'accepted']),
      findings: z.array(sentenceSchema),
      reason: z.string().nullable(),
      by: z.string().nullable(),
    })
    .nullable(),
  /** The run before that ended well, to compare with. */
  before: runRowSchema.nullable(),
});
export type Run = z.infer<typeof runSchema>;

export const runAskSchema = z.strictObject({
  /** A step or a room to begin from; the whole week without it. */
  fromStep: z.string().max(40).optional(),
  /** Why the week is to be published although it looks unlike those before. */
  acceptDrift: z.string().trim().min(10).max(500).optional(),
});
export type RunAsk = z.infer<typeof runAskSchema>;
