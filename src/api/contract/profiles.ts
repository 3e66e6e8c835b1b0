/** How the files of a source are read: what each of their columns means. */
import { z } from 'zod';
import { datasetSchema, sourceSchema } from './exports.ts';
import { sentenceSchema } from './lists.ts';

export const profilePath = z.object({ source: sourceSchema, dataset: datasetSchema });
export const profileQuery = z.object({
  file: z
    .string()
    .regex(/^[0-9a-f]{8,64}$/)
    .optional(),
});

/** Header as the file writes it → our column; null for one that is of no use. */
export const saidMappingSchema = z.record(z.string().min(1).max(300), z.string().max(60).nullable());
export type SaidMapping = z.infer<typeof saidMappingSchema>;

export const previewSchema = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.object({ line: z.number().int(), cells: z.array(z.string()) })),
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  headerLine: z.number().int(),
  /** Why the file would stop, or what a run would say of it. */
  problems: z.array(sentenceSchema),
  /** Whether a run would take the file. */
  ok: z.boolean(),
});
export type Preview = z.infer<typeof previewSchema>;

export const proposalSchema = z.object({
  source: z.string(),
  dataset: datasetSchema,
  file: z.object({ fileHash: z.string(), name: z.string() }),
  headers: z.array(
    z.object({
      header: z.string(),
      column: z.string().nullable(),
      /** Where it comes from: known already, guessed (with how sure, 0 to 1, and why), or nobody knows. */
      from: z.enum(['known', 'guessed', 'unknown']),
      confidence: z.number().nullable(),
      why: sentenceSchema.nullable(),
      /** The first values below it. */
      samples: z.array(z.string()),
    }),
  ),
  columns: z.array(z.object({ column: z.string(), isRequired: z.boolean() })),
  preview: previewSchema,
});
export type Proposal = z.infer<typeof proposalSchema>;

export const mappingBodySchema = z.strictObject({
  fileHash: z.string().regex(/^[0-9a-f]{8,64}$/),
  mapping: saidMappingSchema,
});
export type MappingBody = z.infer<typeof mappingBodySchema>;

export const profilesSchema = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      status: z.enum(['confirmed', 'draft']),
      datasets: z.array(z.string()),
    }),
  ),
  /** Files that wait for a person to say what their columns mean. */
  waiting: z.array(
    z.object({
      source: z.string(),
      dataset: z.string(),
      fileHash: z.string(),
      name: z.string(),
      sentence: sentenceSchema.nullable(),
    }),
  ),
});
export type Profiles = z.infer<typeof profilesSchema>;

export const profileSavedSchema = z.object({ source: z.string(), dataset: datasetSchema, sentence: sentenceSchema });
