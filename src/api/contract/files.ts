/** The files the estate gave us, and their lines as they stand. */
import { z } from 'zod';
import { datasetSchema, sourceSchema } from './exports.ts';
import { listQuery, pageOf, sentenceSchema } from './lists.ts';

export const fileSchema = z.object({
  source: z.string(),
  dataset: datasetSchema,
  fileHash: z.string(),
  name: z.string(),
  bytes: z.number(),
  exportedAt: z.string(),
  receivedAt: z.string(),
  /** What became of it so far. */
  state: z.enum(['received', 'stopped', 'replaced', 'read', 'loaded']),
  stopped: sentenceSchema.nullable(),
  needsMapping: z.boolean(),
  rowsRead: z.number().int().nullable(),
  rowsKept: z.number().int().nullable(),
  rowsRejected: z.number().int().nullable(),
});
export type ReceivedFile = z.infer<typeof fileSchema>;

export const filesQuery = listQuery.extend({
  dataset: datasetSchema.optional(),
  state: fileSchema.shape.state.optional(),
});
export const filePageSchema = pageOf(fileSchema);

export const filePath = z.object({ hash: z.string().regex(/^[0-9a-f]{8,64}$/) });
export const linesQuery = z.object({
  around: z.coerce.number().int().min(1).default(1),
  span: z.coerce.number().int().min(0).max(50).default(8),
  source: sourceSchema.optional(),
  dataset: datasetSchema.optional(),
});

const workingRowsSchema = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.object({ line: z.number().int(), cells: z.array(z.string()) })),
});

/** Lines around one: as received, as read, as cleaned, and why some were refused. */
export const fileLinesSchema = z.object({
  file: fileSchema,
  line: z.number().int(),
  /** Null for a workbook, which has rows but no lines of text. */
  raw: z.array(z.object({ line: z.number().int(), text: z.string() })).nullable(),
  staging: workingRowsSchema.nullable(),
  curated: workingRowsSchema.nullable(),
  rejects: z.array(z.object({ line: z.number().int(), column: z.string(), code: z.string(), sentence: z.string() })),
});
export type FileLines = z.infer<typeof fileLinesSchema>;
