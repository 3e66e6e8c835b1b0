/** Campaigns: from the audience to the letters that left, and what became of them. */
import { z } from 'zod';
import { decisionSchema, refusalShownSchema } from './approvals.ts';
import { listQuery, pageOf, sentenceSchema } from './lists.ts';
import { scenarioSchema } from './recommendations.ts';

export const letterKindSchema = z.enum([
  'rebuy',
  'cross_sell',
  'upsell',
  'winback',
  'nurture',
  'selection',
  'thank_you',
  'vip_offer',
  'stay',
]);
/** `mixed`: the wines of each client decide. */
export const campaignKindSchema = z.enum(['mixed', ...letterKindSchema.options]);
export type CampaignKindWord = z.infer<typeof campaignKindSchema>;
export const letterLanguageSchema = z.enum(['fr', 'en']);

export const campaignStateSchema = z.enum(['draft', 'approved', 'sending', 'paused', 'held', 'sent', 'stopped']);
export type CampaignStateWord = z.infer<typeof campaignStateSchema>;

/** Letters, each once per column; audience = accepted + excluded + waiting + unknown + failed + held. */
export const campaignResultsSchema = z.object({
  audience: z.number().int(),
  letters: z.number().int(),
  waiting: z.number().int(),
  accepted: z.number().int(),
  unknown: z.number().int(),
  failed: z.number().int(),
  excluded: z.number().int(),
  held: z.number().int(),
  delivered: z.number().int(),
  clicked: z.number().int(),
  opened: z.number().int(),
  bounced: z.number().int(),
  unsubscribed: z.number().int(),
  complained: z.number().int(),
  lastAcceptedAt: z.string().nullable(),
});
export type CampaignResultsAnswer = z.infer<typeof campaignResultsSchema>;

export const campaignListedSchema = z.object({
  campaignId: z.string(),
  name: z.string(),
  state: campaignStateSchema,
  origin: z.enum(['campaign', 'automation']),
  kind: campaignKindSchema,
  isDryRun: z.boolean(),
  author: z.string(),
  stopReason: z.string().nullable(),
  sendAfter: z.string().nullable(),
  sendBefore: z.string().nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  results: campaignResultsSchema,
});
export type CampaignListedAnswer = z.infer<typeof campaignListedSchema>;
export const campaignListSchema = pageOf(campaignListedSchema);

const names = z.array(z.string().trim().min(1).max(200)).max(5000);
export const audienceFilterSchema = z.strictObject({
  scenarios: z.array(scenarioSchema).max(5).optional(),
  segments: names.optional(),
  clusters: names.optional(),
  clients: names.optional(),
});
export type AudienceFilterAnswer = z.infer<typeof audienceFilterSchema>;

export const newCampaignSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  kind: campaignKindSchema.optional(),
  language: letterLanguageSchema.optional(),
  filter: audienceFilterSchema.default({}),
  savedAudience: z.string().max(120).optional(),
  offer: z.strictObject({ text: z.string().trim().min(1).max(300), untilDay: z.iso.date().nullable() }).optional(),
  /** Letters may go from then on; without it at once. */
  sendAfter: z.iso.datetime().optional(),
});
export type NewCampaignAsked = z.input<typeof newCampaignSchema>;
export const campaignMadeSchema = z.object({ campaignId: z.string(), warnings: z.array(sentenceSchema) });
export type CampaignMadeAnswer = z.infer<typeof campaignMadeSchema>;

export const exclusionSchema = z.object({
  code: z.string(),
  clients: z.number().int(),
  sentence: sentenceSchema,
  exampleClient: z.string(),
});

export const lintFindingSchema = z.object({
  code: z.string(),
  severity: z.enum(['block', 'warn']),
  letterCount: z.number().int(),
  exampleClient: z.string(),
  sentence: sentenceSchema,
});

/** Where the approval of a campaign stands: see the seven states of room 7. */
export const approvalStateSchema = z.enum([
  'pending',
  'waiting',
  'effective',
  'rejected',
  'flagged',
  'void',
  'expired',
]);
export type ApprovalStateWord = z.infer<typeof approvalStateSchema>;

export const campaignSchema = campaignListedSchema.extend({
  language: letterLanguageSchema,
  channel: z.enum(['brevo', 'smtp']),
  filter: audienceFilterSchema.extend({
    savedAudience: z.string().optional(),
    offer: z.object({ text: z.string(), untilDay: z.string().nullable() }).optional(),
  }),
  exclusions: z.array(exclusionSchema),
  verdict: z.object({
    isBlocked: z.boolean(),
    letterCount: z.number().int(),
    findings: z.array(lintFindingSchema),
  }),
  approval: z.object({
    state: approvalStateSchema,
    decidedBy: z.string().nullable(),
    decidedAt: z.string().nullable(),
    reason: z.string().nullable(),
    effectiveAt: z.string().nullable(),
    expiresAt: z.string().nullable(),
    needsFourEyes: z.boolean(),
    people: z.array(z.string()),
    delayMinutes: z.number().int(),
    /** What somebody alone types to approve; null where two are needed. */
    confirmation: z.string().nullable(),
  }),
  can: z.object({
    edit: z.boolean(),
    approve: z.boolean(),
    send: z.boolean(),
    pause: z.boolean(),
    resume: z.boolean(),
    stop: z.boolean(),
  }),
  /** The latest work that sends it. */
  job: z.object({ jobId: z.string(), state: z.string() }).nullable(),
});
export type CampaignAnswer = z.infer<typeof campaignSchema>;

export const campaignParams = z.object({ campaignId: z.uuid() });

/** What the page asks every two seconds while letters leave. */
export const progressSchema = z.object({ state: campaignStateSchema, results: campaignResultsSchema });
export type CampaignProgress = z.infer<typeof progressSchema>;

export const campaignDecisionSchema = z.strictObject({
  decision: decisionSchema,
  reason: z.string().trim().max(1000).optional(),
  confirmation: z.string().max(200).optional(),
});
export const campaignDecidedSchema = z.object({ effectiveAt: z.string(), expiresAt: z.string() });
export type CampaignDecided = z.infer<typeof campaignDecidedSchema>;

export const windowSchema = z.strictObject({
  sendAfter: z.iso.datetime(),
  sendBefore: z.iso.datetime().optional(),
});
export const windowSetSchema = z.object({ sendAfter: z.string(), sendBefore: z.string() });

export const sendAskedSchema = z.strictObject({
  /** Without it a dry run: everything is gone through, nothing leaves. */
  isLive: z.boolean().default(false),
});

export const testAskedSchema = z.strictObject({
  /** Without it the caller's own address. */
  to: z.email().max(254).optional(),
  clientCode: z.string().max(100).optional(),
});
export const testSentSchema = z.object({
  to: z.string(),
  letterCount: z.number().int(),
  /** True: no channel is set up here, so nothing left. */
  isDryRun: z.boolean(),
  problems: z.array(sentenceSchema),
});
export type TestSentAnswer = z.infer<typeof testSentSchema>;

export const controlSchema = z.strictObject({
  reason: z.string().trim().max(1000).optional(),
  /** To resume one whose window is over. */
  sendBefore: z.iso.datetime().optional(),
});
export const controlledSchema = z.object({ state: campaignStateSchema });
export const controlParams = campaignParams.extend({ act: z.enum(['pause', 'resume', 'stop']) });

export const rehearsalSchema = z.object({
  wouldLeave: z.number().int(),
  wouldBeExcluded: z.array(z.object({ code: z.string(), clients: z.number().int(), sentence: sentenceSchema })),
  firstLetters: z.number().int(),
  dailyLimit: z.number().int(),
  isInstanceConfirmed: z.boolean(),
  /** What stands in the way of sending it for good now; empty: nothing. */
  obstacles: z.array(refusalShownSchema),
});
export type RehearsalAnswer = z.infer<typeof rehearsalSchema>;

export const letterStateSchema = z.enum([
  'queued',
  'claimed',
  'accepted',
  'unknown',
  'failed',
  'excluded',
  'held',
  'left_out',
]);
export type LetterStateWord = z.infer<typeof letterStateSchema>;
export const addresseeSchema = z.object({
  clientCode: z.string(),
  nom: z.string(),
  prenom: z.string(),
  /** `left_out`: no letter was written. */
  state: letterStateSchema,
  code: z.string().nullable(),
  sentence: sentenceSchema.nullable(),
  acceptedAt: z.string().nullable(),
});
export type Addressee = z.infer<typeof addresseeSchema>;
export const addresseePageSchema = pageOf(addresseeSchema);
export const addresseesQuery = listQuery.extend({
  state: letterStateSchema.optional(),
  code: z.string().max(60).optional(),
});

export const previewQuery = z.object({ client: z.string().max(100).optional() });
export const letterPreviewSchema = z.object({
  clientCode: z.string(),
  kind: letterKindSchema,
  subject: z.string(),
  preheader: z.string(),
  text: z.string(),
});
export type LetterPreviewAnswer = z.infer<typeof letterPreviewSchema>;
export const previewsSchema = z.object({ letters: z.array(letterPreviewSchema) });
export const previewPageQuery = z.object({
  client: z.string().max(100).optional(),
  kind: letterKindSchema.optional(),
});

export const heldLetterSchema = z.object({
  letterId: z.string(),
  clientCode: z.string(),
  kind: letterKindSchema,
  code: z.string(),
  sentence: sentenceSchema,
  isToldOf: z.boolean(),
  attempts: z.number().int(),
  firstTriedAt: z.string().nullable(),
});
export type HeldLetterAnswer = z.infer<typeof heldLetterSchema>;
export const heldListSchema = pageOf(heldLetterSchema);
export const releaseSchema = z.strictObject({
  /** Absent: every letter whose outcome is not known. */
  letterIds: z.array(z.uuid()).max(5000).optional(),
  verdict: z.enum(['sent', 'not_sent']),
  reason: z.string().trim().min(1).max(1000),
});
export const releasedSchema = z.object({ released: z.number().int(), state: campaignStateSchema });

export const savedAudienceSchema = z.object({
  name: z.string(),
  filter: audienceFilterSchema,
  author: z.string(),
  savedAt: z.string(),
});
export type SavedAudienceAnswer = z.infer<typeof savedAudienceSchema>;
export const audienceListSchema = pageOf(savedAudienceSchema);
export const audienceParams = z.object({ name: z.string().trim().min(1).max(120) });
export const audienceGivenSchema = z.strictObject({ filter: audienceFilterSchema });

/** What a campaign may be made of, with how many clients are approved for each. */
export const choicesSchema = z.object({
  scenarios: z.array(z.object({ name: z.string(), clients: z.number().int() })),
  segments: z.array(z.object({ name: z.string(), clients: z.number().int() })),
  clusters: z.array(z.object({ name: z.string(), clients: z.number().int() })),
  audiences: z.array(savedAudienceSchema),
  /** Clients with something approved. */
  approvedClients: z.number().int(),
});
export type CampaignChoices = z.infer<typeof choicesSchema>;
