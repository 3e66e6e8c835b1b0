/** What the law asks, and what shows that the estate does it. */
import { z } from 'zod';
import { listQuery, pageOf, sentenceSchema } from './lists.ts';

const count = z.number().int();

export const complianceSchema = z.object({
  /** Clients by the basis on which they may be written to; `none`: may not. */
  bases: z.array(
    z.object({ basis: z.enum(['soft_opt_in', 'consent', 'b2b', 'none']), clients: count, reachable: count }),
  ),
  /** Refusals kept as hashes, for ever, by their reason. */
  suppressions: z.array(z.object({ reason: z.string(), subjects: count, since: z.string() })),
  /** What clients said, by kind. */
  consents: z.array(z.object({ event: z.string(), events: count, clients: count })),
  erasures: count,
});
export type Compliance = z.infer<typeof complianceSchema>;

export const lawChecksSchema = z.object({
  checks: z.array(
    z.object({
      check: z.enum([
        'sender_settings',
        'health_sentence',
        'unsubscribe',
        'advertiser',
        'sweetness',
        'prices',
        'no_tracking_pixel',
        'minors',
        'privacy_link',
      ]),
      ok: z.boolean(),
      kinds: z.array(z.string()),
      sentence: sentenceSchema.nullable(),
    }),
  ),
});
export type LawChecks = z.infer<typeof lawChecksSchema>;

const consentSchema = z.object({
  key: z.string(),
  clientCode: z.string(),
  clientName: z.string(),
  channel: z.string(),
  event: z.enum(['opt_out', 'opt_in', 'bounce', 'complaint', 'unsubscribe']),
  /** `file:<hash8>:<line>`, `contact:…`, `person:<name>` */
  evidence: z.string(),
  /** The file and line the evidence names, where it names one. */
  fileHash: z.string().nullable(),
  fileName: z.string().nullable(),
  fileLine: count.nullable(),
  happenedOn: z.string(),
});
export type Consent = z.infer<typeof consentSchema>;
export const consentPageSchema = pageOf(consentSchema);
export const consentsQuery = listQuery.extend({
  event: z.enum(['opt_out', 'opt_in', 'bounce', 'complaint', 'unsubscribe']).optional(),
  client: z.string().max(60).optional(),
});

export const retentionSchema = z.object({
  clientMonths: count,
  prospectMonths: count,
  stayDays: count,
  forgetUnasked: z.boolean(),
  counts: z.object({ keep: count, ask: count, wait: count, forget: count }),
  /** The first hundred beyond the time. */
  due: z.array(
    z.object({
      clientCode: z.string(),
      nom: z.string(),
      prenom: z.string(),
      isClient: z.boolean(),
      lastSignOn: z.string(),
      askedAt: z.string().nullable(),
      verdict: z.enum(['ask', 'wait', 'forget']),
    }),
  ),
});
export type Retention = z.infer<typeof retentionSchema>;

const erasureSchema = z.object({
  erasureId: z.string(),
  pseudonym: z.string(),
  reason: z.enum(['asked', 'retention']),
  requestedBy: z.string(),
  requestedAt: z.string(),
  doneAt: z.string().nullable(),
});
export type Erasure = z.infer<typeof erasureSchema>;
export const erasurePageSchema = pageOf(erasureSchema);
