/** What the audit found about the lists, and how good the recommendations would have been on the estate's own past. */
import { z } from 'zod';
import { pageOf, sentenceSchema } from './lists.ts';

const count = z.number().int();

export const qualitySchema = z.object({
  /** Null before the first audit. */
  audit: z
    .object({
      asOf: z.string(),
      computedAt: z.string(),
      clients: count,
      eligible: count,
      errors: count,
      warnings: count,
      /** Of all lists, out of 100. */
      meanScore: z.number().nullable(),
      gate: z.object({ policy: z.string(), minimumShare: z.number(), eligibleShare: z.number(), isOpen: z.boolean() }),
      /** How many findings of each rule, the most frequent first, and how many lists they touch. */
      rules: z.array(
        z.object({ code: z.string(), severity: z.enum(['error', 'warning']), findings: count, clients: count }),
      ),
      /** Lists by score, from 100 down. */
      scores: z.array(z.object({ score: count, clients: count })),
    })
    .nullable(),
  /** One point per audit of lists, oldest first. */
  history: z.array(
    z.object({
      asOf: z.string(),
      clients: count,
      eligible: count,
      errors: count,
      warnings: count,
      isOpen: z.boolean(),
    }),
  ),
  /** One point per audit of the data, oldest first; out of 100. */
  dataHistory: z.array(z.object({ asOf: z.string(), score: z.number() })),
});
export type Quality = z.infer<typeof qualitySchema>;

export const worstQuery = z.object({
  code: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(20),
});

const auditedListSchema = z.object({
  clientCode: z.string(),
  clientName: z.string(),
  segment: z.string().nullable(),
  score: count,
  isEligible: z.boolean(),
  findings: z.array(
    z.object({ code: z.string(), severity: z.enum(['error', 'warning']), rank: count, sentence: sentenceSchema }),
  ),
});
export type AuditedList = z.infer<typeof auditedListSchema>;
export const worstSchema = pageOf(auditedListSchema);

const intervalSchema = z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable();

const figures = z.object({ hit3: intervalSchema });

const evaluationSchema = z.object({
  inputsHash: z.string(),
  computedAt: z.string(),
  asOf: z.string(),
  status: z.enum(['measured', 'not_enough_history']),
  horizonDays: count,
  minimum: z.object({ historyDays: count, buyers: count }),
  buyers: count,
  origins: z.array(
    z.object({ asOf: z.string(), until: z.string(), clients: count, buyers: count, winesOnSale: count }),
  ),
  methods: z.array(
    z.object({
      name: z.string(),
      title: sentenceSchema,
      kind: z.enum(['ours', 'baseline']),
      hit3: intervalSchema,
      recall3: intervalSchema,
      ndcg3: intervalSchema,
      explore: figures,
      repeat: figures,
      coverage: z.number().nullable(),
      violations: z.object({ total: count }),
    }),
  ),
  bestBaseline: z.string().nullable(),
  differences: z.array(
    z.object({
      under: z.enum(['same_places', 'same_scenarios']),
      of: z.string(),
      against: z.string(),
      hit3: intervalSchema,
      isApart: z.boolean(),
    }),
  ),
  scenarios: z.array(z.object({ scenario: z.string(), shown: count, taken: intervalSchema })),
  published: z.object({ recommendations: count, violations: count }),
  weights: z.object({
    status: z.enum(['better', 'keep', 'not_enough_history']),
    current: z.record(z.string(), z.number()),
    proposed: z.record(z.string(), z.number()).nullable(),
    judgedOn: z.object({ origins: count, buyers: count }),
    hit3Current: z.number().nullable(),
    hit3Proposed: z.number().nullable(),
    gainHit3: intervalSchema,
  }),
  assumptions: z.array(sentenceSchema),
  conclusion: z.object({ fr: z.array(z.string()), en: z.array(z.string()) }),
});
export type Evaluation = z.infer<typeof evaluationSchema>;

/** `latest`: null before the first. `history`: every evaluation, newest first. */
export const evaluationsSchema = z.object({
  latest: evaluationSchema.nullable(),
  /** Whether the weights proposed stand in the settings already. */
  isProposalTaken: z.boolean(),
  history: z.array(
    z.object({
      inputsHash: z.string(),
      asOf: z.string(),
      computedAt: z.string(),
      status: z.string(),
      hit3: intervalSchema,
    }),
  ),
});
export type Evaluations = z.infer<typeof evaluationsSchema>;

export const acceptWeightsSchema = z.strictObject({
  /** Of the evaluation that proposes them: what a person read is what is taken. */
  inputsHash: z.string().max(128),
  reason: z.string().trim().min(3).max(500),
});
