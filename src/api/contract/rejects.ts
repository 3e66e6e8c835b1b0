/** Lines that were refused, and correcting them here. */
import { z } from 'zod';
import { datasetSchema, sourceSchema } from './exports.ts';
import { listQuery, pageOf } from './lists.ts';

const fileHash = z.string().regex(/^[0-9a-f]{8,64}$/);

export const rejectSchema = z.object({
  source: z.string(),
  dataset: datasetSchema,
  name: z.string(),
  fileHash: z.string(),
  fileLine: z.number().int(),
  column: z.string(),
  code: z.string(),
  value: z.string(),
  /** In French, as it was written when the line was refused. */
  sentence: z.string(),
  mtHt: z.number().nullable(),
  exportedAt: z.string(),
});
export type Reject = z.infer<typeof rejectSchema>;

export const rejectsQuery = listQuery.extend({
  dataset: datasetSchema.optional(),
  code: z.string().max(60).optional(),
  file: fileHash.optional(),
  run: z.uuid().optional(),
  /** `yes`: only those of the latest file of each dataset. */
  latest: z.literal('yes').optional(),
});
export const rejectPageSchema = pageOf(rejectSchema);

/** How many lines each reason refused, the most frequent first. */
export const rejectReasonsSchema = z.object({
  items: z.array(
    z.object({
      dataset: datasetSchema,
      code: z.string(),
      lines: z.number().int(),
      mtHt: z.number(),
      example: z.string(),
    }),
  ),
  /** Rows corrected since the last cleaning: the next run takes them in. */
  correctedRows: z.number().int(),
});
export type RejectReasons = z.infer<typeof rejectReasonsSchema>;

export const rejectsExportQuery = z.object({
  format: z.enum(['csv', 'xlsx']).default('csv'),
  run: z.uuid().optional(),
});

/** A line of an export, by its file. */
export const rowKeySchema = z.object({
  source: sourceSchema,
  dataset: datasetSchema,
  fileHash: z.string().regex(/^[0-9a-f]{64}$/),
  fileLine: z.coerce.number().int().min(1),
});

export const correctableRowSchema = z.object({
  rowHash: z.string(),
  cells: z.array(z.object({ column: z.string(), value: z.string() })),
  /** Why reading did not trust the row; empty when it did. */
  issue: z.string(),
  isRefused: z.boolean(),
  corrections: z.array(
    z.object({ column: z.string(), value: z.string(), author: z.string(), reason: z.string(), decidedAt: z.string() }),
  ),
});
export type CorrectableRow = z.infer<typeof correctableRowSchema>;

export const correctSchema = z.strictObject({
  source: sourceSchema,
  dataset: datasetSchema,
  fileHash: z.string().regex(/^[0-9a-f]{64}$/),
  fileLine: z.number().int().min(1),
  /** Column → what it should have said. */
  values: z.record(z.string().max(60), z.string().max(500)),
  /** The row is right as it stands, although it could not be read with certainty. */
  isTrusted: z.boolean().optional(),
  reason: z.string().trim().max(300).optional(),
});
export type Correct = z.infer<typeof correctSchema>;

export const correctionListSchema = pageOf(
  z.object({
    source: z.string(),
    dataset: z.string(),
    rowHash: z.string(),
    values: z.array(z.object({ column: z.string(), value: z.string() })),
    author: z.string(),
    reason: z.string(),
    decidedAt: z.string(),
  }),
);
export type CorrectionList = z.infer<typeof correctionListSchema>;
export const uncorrectSchema = z.strictObject({
  source: sourceSchema,
  dataset: datasetSchema,
  rowHash: z.string().regex(/^[0-9a-f]{64}$/),
});
