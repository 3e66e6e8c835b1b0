/** What waits for a named person's word, and that word. */
import { z } from 'zod';
import { listQuery, pageOf, sentenceSchema } from './lists.ts';
import { findingSchema, itemStateSchema, scenarioSchema } from './recommendations.ts';

export const queueItemSchema = z.object({
  rank: z.number().int(),
  scenario: scenarioSchema,
  produitKey: z.string(),
  wineKey: z.string(),
  label: z.string(),
  millesime: z.number().int().nullable(),
  format: z.string(),
  prixTtc: z.number().nullable(),
  score: z.number(),
  reason: z.string(),
  promisedBottles: z.number().int().nullable(),
  state: itemStateSchema,
  decidedBy: z.string().nullable(),
  decisionReason: z.string().nullable(),
});
export type QueueItem = z.infer<typeof queueItemSchema>;

/** One client of the queue with their wines, the most valuable client first. */
export const queuedClientSchema = z.object({
  clientCode: z.string(),
  nom: z.string(),
  prenom: z.string(),
  segment: z.string(),
  tier: z.string(),
  netHt: z.number(),
  auditScore: z.number().int().nullable(),
  isEligible: z.boolean(),
  findings: z.array(findingSchema),
  items: z.array(queueItemSchema),
});
export type QueuedClient = z.infer<typeof queuedClientSchema>;
export const queuePageSchema = pageOf(queuedClientSchema);

/** `pending`: may be approved and is not decided. `blocked`: the audit found an error. */
export const queueStateSchema = z.enum(['pending', 'blocked', 'approved', 'rejected', 'flagged']);
export type QueueState = z.infer<typeof queueStateSchema>;

export const queueQuery = listQuery.extend({
  state: queueStateSchema.optional(),
  segment: z.string().max(40).optional(),
  scenario: scenarioSchema.optional(),
});

const countsSchema = z.object({
  /** Clients with something to decide, whom the audit finds eligible. */
  pendingClients: z.number().int(),
  blockedClients: z.number().int(),
  /** Items. */
  pending: z.number().int(),
  approved: z.number().int(),
  rejected: z.number().int(),
  flagged: z.number().int(),
});
export type QueueCounts = z.infer<typeof countsSchema>;

export const approvalSummarySchema = z.object({
  asOf: z.string().nullable(),
  counts: countsSchema,
  bySegment: z.array(countsSchema.extend({ segment: z.string() })),
  /** Null before the audit. */
  gate: z
    .object({
      isOpen: z.boolean(),
      clients: z.number().int(),
      eligible: z.number().int(),
      eligibleShare: z.number(),
      minimumShare: z.number(),
      errors: z.number().int(),
      warnings: z.number().int(),
    })
    .nullable(),
  rules: z.object({
    /** Who approves; empty: whoever has the role. */
    people: z.array(z.string()),
    needsFourEyes: z.boolean(),
    delayMinutes: z.number().int(),
    expiresDays: z.number().int(),
    /** Whether the reader's own name may approve. */
    mayYouApprove: z.boolean(),
  }),
  /** Drafts of letters that wait for a word too. */
  campaigns: z.array(
    z.object({
      campaignId: z.string(),
      name: z.string(),
      author: z.string(),
      letters: z.number().int(),
      isBlocked: z.boolean(),
      findings: z.number().int(),
    }),
  ),
});
export type ApprovalSummary = z.infer<typeof approvalSummarySchema>;

export const decisionSchema = z.enum(['approved', 'rejected', 'flagged']);

/** Which recommendations: `item` names a client and a rank, `client` a client, `segment` a segment, `run` nothing. */
const scopeShape = {
  scope: z.enum(['item', 'client', 'segment', 'run']),
  clientCode: z.string().max(100).optional(),
  segment: z.string().max(40).optional(),
};

export const approvalGivenSchema = z.strictObject({
  ...scopeShape,
  rank: z.number().int().min(1).max(3).optional(),
  decision: decisionSchema,
  /** Needed to reject, and to flag. */
  reason: z.string().trim().max(1000).optional(),
  confirmation: z.string().max(200).optional(),
});
export type ApprovalGiven = z.infer<typeof approvalGivenSchema>;

const leftOutSchema = z.object({
  notEligible: z.number().int(),
  noBottles: z.number().int(),
  decided: z.number().int(),
});

export const approvalDoneSchema = z.object({
  approvalId: z.string(),
  itemCount: z.number().int(),
  clientCount: z.number().int(),
  leftOut: leftOutSchema,
});
export type ApprovalDone = z.infer<typeof approvalDoneSchema>;

export const foreseeQuery = z.object({
  ...scopeShape,
  rank: z.coerce.number().int().min(1).max(3).optional(),
  decision: decisionSchema.default('approved'),
});
export const foreseenSchema = z.object({
  itemCount: z.number().int(),
  clientCount: z.number().int(),
  leftOut: leftOutSchema,
  /** What has to be typed; null: nothing. */
  confirmation: z.string().nullable(),
});
export type Foreseen = z.infer<typeof foreseenSchema>;

export const approvalParams = z.object({ approvalId: z.uuid() });
export const undoneSchema = z.object({ itemCount: z.number().int() });

/** A refusal's sentence, for what is shown beside a thing rather than thrown. */
export const refusalShownSchema = z.object({ code: z.string(), sentence: sentenceSchema });
