/** Exports sent to the house. */
import { z } from 'zod';
import { sentenceSchema } from './lists.ts';

export const datasetSchema = z.enum(['ventes_lignes', 'clients', 'produits', 'stock', 'contacts']);

/** The name of a source: one drop folder each. */
export const sourceSchema = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,40}$/);

/** Said once for all files of a sending; a form may say it again before each file. */
export const exportsQuery = z.object({ source: sourceSchema.optional(), dataset: datasetSchema.optional() });

/** What became of one file, in the order they were sent. */
export const receivedSchema = z.object({
  name: z.string(),
  state: z.enum(['received', 'known', 'refused', 'unknown_dataset']),
  source: z.string(),
  /** Null where nothing tells what the file is: send it again with its dataset. */
  dataset: datasetSchema.nullable(),
  hash: z.string().nullable(),
  isNew: z.boolean(),
  /** Its columns are not understood yet: a person has to say what they mean. */
  needsMapping: z.boolean(),
  sentence: sentenceSchema,
});
export type Received = z.infer<typeof receivedSchema>;

export const exportsAnswerSchema = z.object({ received: z.array(receivedSchema) });
export type ExportsAnswer = z.infer<typeof exportsAnswerSchema>;
