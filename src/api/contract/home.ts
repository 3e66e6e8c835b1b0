/** What one reads on Monday morning. */
import { z } from 'zod';
import { sentenceSchema } from './lists.ts';
import { runStatusSchema } from './runs.ts';

const count = z.number().int();

export const homeSchema = z.object({
  /** The latest run; null before the first. */
  run: z
    .object({
      runId: z.string(),
      asOf: z.string(),
      status: runStatusSchema,
      startedAt: z.string(),
      endedAt: z.string().nullable(),
      stoppedBecause: sentenceSchema.nullable(),
      isDrift: z.boolean(),
      files: z.array(z.object({ dataset: z.string(), name: z.string(), rowsKept: count, rowsRejected: count })),
      documentsNew: count,
      documentsChanged: count,
      documentsVanished: count,
      mtHtLoaded: z.number(),
      mtHtRejected: z.number(),
    })
    .nullable(),
  dataScore: z.object({ now: z.number(), before: z.number().nullable() }).nullable(),
  /** What waits for a person, each counted. */
  waits: z.object({
    recommendations: count,
    recommendationClients: count,
    heldLetters: count,
    campaigns: count,
    tasksDue: count,
    alarms: count,
    aliases: count,
    files: count,
    drafts: count,
    rejectedLines: count,
    correctedRows: count,
  }),
  /** Turnover net of VAT by month, `YYYY-MM`: the twelve months up to this one, and the same a year before (of the last, the same days). */
  turnover: z.array(z.object({ month: z.string(), mtHt: z.number(), mtHtBefore: z.number() })),
  /** From the first of January to the day of the run, and the same days a year before. */
  yearToDate: z.object({ mtHt: z.number(), mtHtBefore: z.number(), until: z.string() }).nullable(),
  clients: z.object({
    total: count,
    comparedWith: z.string().nullable(),
    segments: z.array(z.object({ segment: z.string(), clients: count, before: count })),
    moves: z.array(z.object({ from: z.string(), to: z.string(), clients: count })),
  }),
  /** Whom to think of first: clients with a list worth sending, the most valuable first. */
  actions: z.array(
    z.object({
      clientCode: z.string(),
      name: z.string(),
      scenario: z.string(),
      label: z.string(),
      reason: z.string(),
      value12mHt: z.number().nullable(),
    }),
  ),
  alarms: z.array(
    z.object({ kind: z.string(), sentence: sentenceSchema, nextStep: sentenceSchema, raisedAt: z.string() }),
  ),
});
export type Home = z.infer<typeof homeSchema>;
