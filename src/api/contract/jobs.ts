/** Work asked of the house. */
import { z } from 'zod';
import { listQuery, pageOf, sentenceSchema } from './lists.ts';

export const jobSchema = z.object({
  jobId: z.string(),
  kind: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'refused', 'cancelled', 'skipped']),
  requestedBy: z.string(),
  /** How far it is; `total` is null where nobody knows it. */
  progress: z
    .object({ label: sentenceSchema, done: z.number(), total: z.number().nullable(), step: z.string().optional() })
    .nullable(),
  result: z.record(z.string(), z.unknown()).nullable(),
  error: z.object({ code: z.string(), sentence: sentenceSchema }).nullable(),
  cancelAskedBy: z.string().nullable(),
  slotAt: z.string().nullable(),
  requestedAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
});
export type JobAnswer = z.infer<typeof jobSchema>;

/** What a `POST` that begins long work answers. */
export const jobAskedSchema = z.object({ jobId: z.string() });
export type JobAsked = z.infer<typeof jobAskedSchema>;

export const jobPath = z.object({ jobId: z.uuid() });
export const jobPageSchema = pageOf(jobSchema);
export const jobsQuery = listQuery.extend({
  kind: z.string().max(40).optional(),
  state: z.string().max(40).optional(),
});
