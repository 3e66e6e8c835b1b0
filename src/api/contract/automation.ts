/** The rules that answer by themselves: what each waits for, what it does, and what it did. */
import { z } from 'zod';
import { pageOf } from './lists.ts';

const actionSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('score'), delta: z.number() }),
  z.strictObject({ do: z.literal('tag'), tag: z.string().min(1).max(60) }),
  z.strictObject({
    do: z.literal('send_letter'),
    kind: z.enum(['thank_you', 'vip_offer', 'stay']),
    after_minutes: z.number().int().min(0).default(0),
  }),
  z.strictObject({
    do: z.literal('task'),
    title: z.string().min(1).max(200),
    kind: z.enum(['call', 'follow_up', 'check']).default('follow_up'),
    after_minutes: z.number().int().min(0).default(0),
  }),
  z.strictObject({ do: z.literal('stop_everything') }),
  z.strictObject({
    do: z.literal('send_sms'),
    text: z.string().min(1).max(500),
    after_minutes: z.number().int().min(0).default(0),
  }),
  z.strictObject({ do: z.literal('trigger_webhook'), url: z.url(), after_minutes: z.number().int().default(0) }),
  z.strictObject({ do: z.literal('pause_campaign') }),
]);
export type RuleAction = z.infer<typeof actionSchema>;

export const ruleTrigger = z.enum([
  'email_clicked',
  'email_opened',
  'email_bounce',
  'purchase',
  'lead_score_high',
  'unsubscribe',
  'page_visit',
  'form_submit',
  'time_based',
]);
export type RuleTrigger = z.infer<typeof ruleTrigger>;

export const ruleSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  is_on: z.boolean().default(true),
  trigger: ruleTrigger,
  when: z
    .strictObject({
      tiers: z.array(z.string()).optional(),
      minimum_ttc: z.number().optional(),
      minimum_score: z.number().optional(),
      needs_tracking_consent: z.boolean().optional(),
      days_since_order: z.number().int().optional(),
    })
    .default({}),
  actions: z.array(actionSchema).min(1),
  priority: z.number().int().min(0).max(100),
});
export type Rule = z.infer<typeof ruleSchema>;

export const automationSchema = z.object({
  isOn: z.boolean(),
  version: z.number().int(),
  /** The tiers a rule may ask for. */
  tiers: z.array(z.string()),
  rules: z.array(
    z.object({
      rule: ruleSchema,
      letters: z.array(
        z.object({
          name: z.string(),
          kind: z.string(),
          approval: z.enum(['pending', 'waiting', 'effective', 'rejected', 'flagged', 'void', 'expired']),
          sendBefore: z.string().nullable(),
        }),
      ),
      waiting: z.number().int(),
      done: z.number().int(),
      refused: z.number().int(),
    }),
  ),
});
export type Automation = z.infer<typeof automationSchema>;
export type ListedRule = Automation['rules'][number];

export const rulesChangeSchema = z.strictObject({ rules: z.array(ruleSchema).max(60) });

export const automationSwitchSchema = z.strictObject({
  isOn: z.boolean(),
  reason: z.string().trim().max(500).optional(),
});

export const rehearsalAskedSchema = z.strictObject({
  rule: ruleSchema,
  weeks: z.number().int().min(1).max(52).default(8),
});
export type RehearsalAsked = z.input<typeof rehearsalAskedSchema>;

const conditionName = z.enum(['tiers', 'minimum_ttc', 'minimum_score', 'needs_tracking_consent', 'days_since_order']);

export const rehearsalSchema = z.object({
  since: z.string(),
  events: z.number().int(),
  answered: z.number().int(),
  clients: z.number().int(),
  unmet: z.partialRecord(conditionName, z.number().int()),
  actions: z.array(z.object({ words: z.string(), times: z.number().int() })),
  examples: z.array(z.object({ clientCode: z.string(), happenedAt: z.string() })),
});
export type Rehearsal = z.infer<typeof rehearsalSchema>;

export const letterDecisionSchema = z.strictObject({
  ruleName: z.string().max(80),
  kind: z.string().max(40).optional(),
  decision: z.enum(['approved', 'rejected']),
  reason: z.string().trim().max(500).optional(),
  /** The letter's name, typed by whoever approves alone. */
  confirmation: z.string().max(200).optional(),
  /** Without it the letters cannot leave, whatever else is set. */
  isLive: z.boolean().default(false),
});
export type LetterDecision = z.input<typeof letterDecisionSchema>;

export const letterDecidedSchema = z.object({
  name: z.string(),
  expiresAt: z.string(),
  effectiveAt: z.string(),
  isDryRun: z.boolean(),
});

export const automationEventsSchema = pageOf(
  z.object({
    eventKey: z.string(),
    trigger: z.string(),
    clientCode: z.string(),
    happenedAt: z.string(),
    handledAt: z.string().nullable(),
    actions: z.array(
      z.object({
        rule: z.string(),
        does: z.string(),
        state: z.enum(['waiting', 'done', 'refused', 'cancelled']),
        outcome: z.string().nullable(),
      }),
    ),
  }),
);
export type AutomationEvents = z.infer<typeof automationEventsSchema>;
