/** The numbers of the business, each with its meaning, its default and what it may hold. */
import { z } from 'zod';
import { sentenceSchema } from './lists.ts';

const settingSchema = z.object({
  path: z.string(),
  title: sentenceSchema,
  meaning: sentenceSchema,
  unit: sentenceSchema.nullable(),
  /** `other`: a list of records, edited as text (JSON). */
  kind: z.enum([
    'text',
    'number',
    'integer',
    'share',
    'yes_no',
    'choice',
    'choices',
    'time',
    'texts',
    'numbers',
    'other',
  ]),
  choices: z.array(z.object({ value: z.string(), title: sentenceSchema })),
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
  length: z.number().int().nullable(),
  value: z.unknown(),
  /** What it is where the estate changed nothing. */
  usual: z.unknown(),
  isChanged: z.boolean(),
});
export type Setting = z.infer<typeof settingSchema>;

const sectionSchema = z.object({
  id: z.string(),
  title: sentenceSchema,
  lead: sentenceSchema,
  settings: z.array(settingSchema),
});
export type SettingsSection = z.infer<typeof sectionSchema>;

export const settingsAnswerSchema = z.object({
  version: z.number().int(),
  updatedBy: z.string().nullable(),
  updatedAt: z.string().nullable(),
  sections: z.array(sectionSchema),
});
export type SettingsAnswer = z.infer<typeof settingsAnswerSchema>;

const path = z.string().max(100);

/** `set`: new values by path. `reset`: paths taken back to their default. */
export const settingsChangeSchema = z.strictObject({
  set: z.record(path, z.unknown()).default({}),
  reset: z.array(path).max(200).default([]),
  reason: z.string().trim().max(500).optional(),
});
export type SettingsChange = z.input<typeof settingsChangeSchema>;

/** All settings as the YAML document a person edits. */
export const settingsDocumentSchema = z.strictObject({ yaml: z.string().max(400_000) });
export type SettingsDocument = z.infer<typeof settingsDocumentSchema>;
