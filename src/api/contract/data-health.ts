/** Whether the data can be trusted. */
import { z } from 'zod';
import { sentenceSchema } from './lists.ts';

const offenderSchema = z.object({
  /** `client:C0142`, `document:FACTURE_1234`, `wine:RIESLING`, `file:clients`. */
  subject: z.string(),
  value: z.string().nullable(),
  fileHash: z.string().nullable(),
  line: z.number().int().nullable(),
});

export const dataHealthSchema = z.object({
  /** Null before the first run. */
  audit: z
    .object({
      asOf: z.string(),
      /** Out of 100. */
      score: z.number(),
      rules: z.array(
        z.object({
          code: z.string(),
          title: sentenceSchema,
          severity: z.enum(['error', 'warning', 'information']),
          /** Its part of the score; 0 for what is only told. */
          weight: z.number(),
          rowsChecked: z.number().int(),
          rowsFlagged: z.number().int(),
          worst: z.array(offenderSchema),
        }),
      ),
    })
    .nullable(),
  /** One score per day audited, oldest first. */
  trend: z.array(z.object({ asOf: z.string(), score: z.number() })),
  rejectedLines: z.number().int(),
  /** The latest file of each dataset. */
  files: z.array(
    z.object({
      dataset: z.string(),
      name: z.string(),
      fileHash: z.string(),
      exportedAt: z.string(),
      rowsRead: z.number().int(),
      rowsRejected: z.number().int(),
      warnings: z.array(z.object({ code: z.string(), sentence: sentenceSchema, line: z.number().int().nullable() })),
    }),
  ),
});
export type DataHealth = z.infer<typeof dataHealthSchema>;

export const dataHealthExportQuery = z.object({ format: z.enum(['csv', 'xlsx']).default('csv') });
