/** Where Monday's run is on the journey. */
import { z } from 'zod';
import { sentenceSchema } from './lists.ts';

export const journeySchema = z.object({
  run: z.object({ runId: z.string(), asOf: z.string(), state: z.string() }).nullable(),
  rooms: z.array(
    z.object({
      room: z.string(),
      title: sentenceSchema,
      state: z.enum(['done', 'running', 'waiting', 'stopped']),
      sentence: sentenceSchema.optional(),
      /** It waits for a person, not for its turn. */
      forYou: z.boolean().optional(),
    }),
  ),
});
export type Journey = z.infer<typeof journeySchema>;
