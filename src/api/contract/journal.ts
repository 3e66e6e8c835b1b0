/** Who did what. */
import { z } from 'zod';
import { listQuery, pageOf } from './lists.ts';

export const journalEntrySchema = z.object({
  entryId: z.string(),
  action: z.string(),
  subject: z.string(),
  actor: z.string(),
  reason: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  at: z.string(),
});
export type JournalEntryAnswer = z.infer<typeof journalEntrySchema>;

export const journalPageSchema = pageOf(journalEntrySchema);

export const journalQuery = listQuery.extend({
  actor: z.string().max(200).optional(),
  action: z.string().max(100).optional(),
  since: z.iso.date().optional(),
  until: z.iso.date().optional(),
});
