/** Where the clients are, and where they are going. */
import { z } from 'zod';

const counted = { clientCount: z.number(), netHt: z.number() };

export const segmentsSchema = z.object({
  /** The day of the last computation; null before the first. */
  asOf: z.string().nullable(),
  /** The computation before it, that `flow` starts from. */
  before: z.string().nullable(),
  clientCount: z.number(),
  segments: z.array(z.object({ segment: z.string(), tier: z.string(), ...counted })),
  /** Recency by frequency, scores 1 to 5; cells nobody is in are left out. */
  rfm: z.array(z.object({ recency: z.number(), frequency: z.number(), ...counted })),
  rhythm: z.array(z.object({ rhythm: z.string(), ...counted })),
  /** Clients by segment before and now; `from` null: not there before. */
  flow: z.array(z.object({ from: z.string().nullable(), to: z.string(), clientCount: z.number() })),
  clusters: z.array(
    z.object({
      clusterId: z.number(),
      nameFr: z.string(),
      nameEn: z.string(),
      clientCount: z.number(),
      medianRecencyDays: z.number(),
      medianOrderCount: z.number(),
      medianNetHt: z.number(),
      turnoverShare: z.number(),
    }),
  ),
});
export type Segments = z.infer<typeof segmentsSchema>;
