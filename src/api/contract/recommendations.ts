/** Which wine for which client, and why. */
import { z } from 'zod';
import { listQuery, pageOf } from './lists.ts';

export const scenarioSchema = z.enum(['winback', 'rebuy', 'upsell', 'cross-sell', 'nurture']);
export type Scenario = z.infer<typeof scenarioSchema>;

/** Where the decision about one recommendation stands. */
export const itemStateSchema = z.enum(['pending', 'approved', 'rejected', 'flagged']);
export type ItemState = z.infer<typeof itemStateSchema>;

export const recommendationSchema = z.object({
  clientCode: z.string(),
  nom: z.string(),
  prenom: z.string(),
  segment: z.string(),
  tier: z.string(),
  rank: z.number().int(),
  scenario: scenarioSchema,
  slot: z.enum(['repeat', 'discovery']),
  produitKey: z.string(),
  wineKey: z.string(),
  label: z.string(),
  millesime: z.number().int().nullable(),
  format: z.string(),
  prixTtc: z.number().nullable(),
  family: z.string().nullable(),
  /** 0 to 100. */
  score: z.number(),
  reason: z.string(),
  /** Bottles the list counts on; null where nothing is promised. */
  promisedBottles: z.number().int().nullable(),
  /** 0 to 100; null before the audit. */
  auditScore: z.number().int().nullable(),
  isEligible: z.boolean(),
  state: itemStateSchema,
});
export type Recommendation = z.infer<typeof recommendationSchema>;

export const recommendationPageSchema = pageOf(recommendationSchema);

export const recommendationsQuery = listQuery.extend({
  /** The list of that day; without it the current one. */
  asOf: z.iso.date().optional(),
  scenario: scenarioSchema.optional(),
  tier: z.string().max(40).optional(),
  segment: z.string().max(40).optional(),
  eligible: z.enum(['yes', 'no']).optional(),
  family: z.string().max(100).optional(),
  state: itemStateSchema.optional(),
  wine: z.string().max(300).optional(),
});

export const recommendationRunSchema = z.object({
  inputsHash: z.string(),
  runId: z.string(),
  asOf: z.string(),
  isCurrent: z.boolean(),
  clientCount: z.number().int(),
  recommendationCount: z.number().int(),
  computedAt: z.string(),
});
export type RecommendationRun = z.infer<typeof recommendationRunSchema>;

/** The current list as a whole, and the lists there were. */
export const recommendationOverviewSchema = z.object({
  run: recommendationRunSchema.nullable(),
  byScenario: z.array(z.object({ scenario: scenarioSchema, clients: z.number().int(), items: z.number().int() })),
  families: z.array(z.string()),
  runs: z.array(recommendationRunSchema),
});
export type RecommendationOverview = z.infer<typeof recommendationOverviewSchema>;

/** A line of a document that proves a reason. */
export const proofSchema = z.object({
  source: z.string(),
  documentId: z.string(),
  on: z.string(),
  label: z.string(),
  bottles: z.number(),
  mtTtc: z.number(),
  fileName: z.string(),
  fileHash: z.string(),
  fileLine: z.number().int(),
});
export type Proof = z.infer<typeof proofSchema>;

export const feedbackSchema = z.object({
  produitKey: z.string(),
  verdict: z.enum(['good', 'wrong']),
  words: z.string(),
  author: z.string(),
  saidAt: z.string(),
});

export const componentSchema = z.object({
  dimension: z.string(),
  weight: z.number(),
  value: z.number(),
  points: z.number(),
});

/** A rule of the audit that found something; rank 0: about the client or the whole list. */
export const findingSchema = z.object({
  rank: z.number().int(),
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  fr: z.string(),
  en: z.string(),
});

/** Everything behind one client's list. */
export const clientListSchema = z.object({
  clientCode: z.string(),
  nom: z.string(),
  prenom: z.string(),
  segment: z.string(),
  tier: z.string(),
  asOf: z.string(),
  items: z.array(
    recommendationSchema.extend({
      components: z.array(componentSchema),
      evidence: z.record(z.string(), z.unknown()),
      /** The purchases the reason speaks of; empty where it speaks of none. */
      proofs: z.array(proofSchema),
      feedback: feedbackSchema.nullable(),
    }),
  ),
  /** Why the other scenarios gave nothing. */
  refusals: z.array(z.object({ scenario: scenarioSchema, code: z.string(), sentence: z.string() })),
  findings: z.array(findingSchema),
});
export type ClientList = z.infer<typeof clientListSchema>;

export const clientListParams = z.object({ clientCode: z.string().max(100) });
export const feedbackParams = z.object({ clientCode: z.string().max(100), produitKey: z.string().max(300) });
export const feedbackGivenSchema = z.strictObject({
  verdict: z.enum(['good', 'wrong']),
  words: z.string().trim().max(1000).default(''),
});
export type FeedbackGiven = z.input<typeof feedbackGivenSchema>;

/** How one list became another, for one client. */
export const changeKindSchema = z.enum(['new', 'gone', 'changed']);
export const comparedClientSchema = z.object({
  clientCode: z.string(),
  nom: z.string(),
  prenom: z.string(),
  change: changeKindSchema,
  before: z.array(z.string()),
  after: z.array(z.string()),
});
export type ComparedClient = z.infer<typeof comparedClientSchema>;

export const comparisonSchema = pageOf(comparedClientSchema).extend({
  from: recommendationRunSchema,
  to: recommendationRunSchema,
  /** Clients. */
  counts: z.object({
    same: z.number().int(),
    changed: z.number().int(),
    new: z.number().int(),
    gone: z.number().int(),
    /** Wines of the later list that its client was not proposed before. */
    newWines: z.number().int(),
  }),
});
export type Comparison = z.infer<typeof comparisonSchema>;
export const comparisonQuery = listQuery.extend({
  from: z.iso.date(),
  to: z.iso.date(),
  change: changeKindSchema.optional(),
});
