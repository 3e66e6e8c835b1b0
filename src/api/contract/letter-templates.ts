/** The words of the letters, which the estate may make its own. */
import { z } from 'zod';
import { letterKindSchema, letterLanguageSchema } from './campaigns.ts';
import { pageOf, sentenceSchema } from './lists.ts';

export const templateListedSchema = z.object({
  kind: letterKindSchema,
  language: letterLanguageSchema,
  /** The one in use; 0: the house's own. */
  version: z.number().int(),
  author: z.string().nullable(),
  createdAt: z.string().nullable(),
});
export type TemplateListedAnswer = z.infer<typeof templateListedSchema>;
export const templateListSchema = pageOf(templateListedSchema);

export const templateParams = z.object({ kind: letterKindSchema, language: letterLanguageSchema });
export const templateQuery = z.object({ version: z.coerce.number().int().min(0).optional() });

/** One version; it comes as the ETag too. */
export const templateSchema = templateListedSchema.extend({
  /** What is edited: a short YAML document. */
  document: z.string(),
  versions: z.array(z.object({ version: z.number().int(), author: z.string(), createdAt: z.string() })),
});
export type TemplateAnswer = z.infer<typeof templateSchema>;

export const templateGivenSchema = z.strictObject({ document: z.string().min(1).max(100_000) });
export const templateSavedSchema = z.object({
  version: z.number().int(),
  isNew: z.boolean(),
  warnings: z.array(sentenceSchema),
});
export type TemplateSaved = z.infer<typeof templateSavedSchema>;

export const templatePreviewQuery = z.object({ client: z.string().min(1).max(100) });
export const templatePreviewSchema = z.object({
  subject: z.string(),
  preheader: z.string(),
  text: z.string(),
  findings: z.array(z.object({ severity: z.enum(['block', 'warn']), sentence: sentenceSchema })),
});
export type TemplatePreviewAnswer = z.infer<typeof templatePreviewSchema>;

/** Words that are not saved yet, to be seen as a client would get them. */
export const templateDraftSchema = templatePreviewQuery.extend(templateGivenSchema.shape).strict();
/** `draft`: the key under which the letter's page is kept for a while. */
export const templateDraftPreviewSchema = templatePreviewSchema.extend({ draft: z.uuid() });
export type TemplateDraftPreview = z.infer<typeof templateDraftPreviewSchema>;
export const templatePageQuery = templatePreviewQuery.extend({ draft: z.uuid().optional() });

/** What may stand between `{{ }}`, and behind `|`. */
export const templateWordsSchema = z.object({
  variables: z.array(z.object({ name: z.string(), meaning: z.string() })),
  filters: z.array(z.object({ name: z.string(), meaning: z.string() })),
});
export type TemplateWords = z.infer<typeof templateWordsSchema>;
