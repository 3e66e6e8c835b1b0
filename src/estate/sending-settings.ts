/** The settings of rooms 7 and 8: how recommendations are audited and approved, who writes, and how letters go out. */
import { z } from 'zod';

const share = z.number().min(0).max(1);
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM');
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** The share of eligible clients each policy asks for before a run may be approved (rules.md, Run gate). */
export const auditPolicies = { strict: 0.8, standard: 0.6, permissive: 0.4 } as const;

export const auditSettings = z
  .strictObject({
    /** `own`: the estate's own `minimum_share`. */
    policy: z.enum(['strict', 'standard', 'permissive', 'own']).default('standard'),
    minimum_share: share.default(0.6),
    eligible_score: z.number().int().min(0).max(100).default(80),
    /** The last import may be so old before STALE_DATA is said. */
    stale_import_days: z.number().int().default(10),
    /** LOW_DIVERSITY: more than this share of three wines or more in one family. */
    one_family_share: share.default(0.7),
    /** OUT_OF_BUDGET: a 75-cl price further than this share from the client's median, upwards. */
    budget_tolerance: z.number().positive().default(0.6),
    /** Data audit: unit prices above are not believed, in euros. */
    unrealistic_price: z.number().positive().default(1000),
  })
  .prefault({});

export const approvalSettings = z
  .strictObject({
    /** Names of those who may approve. Two or more: whoever proposed does not approve. None: anybody who can sign in. */
    people: z.array(z.string().min(1)).default([]),
    /** One person alone: an approval counts after so long, in which it can be taken back. */
    delay_minutes: z.number().int().min(0).default(30),
    /** An approval counts for so many days. */
    expires_days: z.number().int().min(1).default(30),
  })
  .prefault({});

export const senderSettings = z
  .strictObject({
    name: z.string().default(''),
    email: z.string().default(''),
    reply_to: z.string().default(''),
    /** The estate as the law wants it named in each letter: name, street, town; and its register number. */
    legal_name: z.string().default(''),
    postal_address: z.array(z.string()).default([]),
    registration: z.string().default(''),
    phone: z.string().default(''),
    website: z.string().default(''),
    privacy_url: z.string().default(''),
    /** Where a wine is bought: `{produit}` stands for its key. Empty: the website. */
    shop_url: z.string().default(''),
    language: z.enum(['fr', 'en']).default('fr'),
    /** An https picture shown at the head of letters, and its width; empty: the name alone. */
    logo_url: z.string().default(''),
    logo_width_px: z.number().int().positive().default(160),
    /** Said under the prices: `Franco de port dès 36 bouteilles en France métropolitaine.` */
    delivery_terms: z.string().default(''),
    /** All still wines of the estate are AOC Alsace: their sweetness must stand in every announcement (law.md, 5). */
    is_alsace: z.boolean().default(true),
  })
  .prefault({});

export const campaignSettings = z
  .strictObject({
    channel: z.enum(['brevo', 'smtp']).default('brevo'),
    /** The first letters, and how long to watch what becomes of them. */
    canary_size: z.number().int().min(0).default(20),
    canary_wait_minutes: z.number().int().min(0).default(60),
    /** Letters per day: the first days of a new sender, then the limit (Brevo's free plan: 300). */
    warm_up: z.array(z.number().int().positive()).default([50, 100, 200]),
    daily_limit: z.number().int().positive().default(300),
    /** Sending stops by itself at these shares, below Brevo's own, once so many letters are gone. */
    stop_bounce_share: share.default(0.015),
    stop_unsubscribe_share: share.default(0.007),
    stop_complaint_share: share.default(0.001),
    stop_minimum_letters: z.number().int().positive().default(50),
    /** Letters leave on these days between these hours (evaluation.md, 4), and never after the window has ended. */
    days: z.array(z.enum(weekdays)).default(['tuesday', 'wednesday', 'thursday']),
    from: timeOfDay.default('10:00'),
    until: timeOfDay.default('18:00'),
    window_days: z.number().int().positive().default(7),
    /** Letters per call (Brevo: at most 1000 versions; 500 satisfies every reading of its pages). */
    batch_size: z.number().int().min(1).max(500).default(200),
    lease_seconds: z.number().int().positive().default(120),
    /** An outcome nobody knows is held for a person after so long (Brevo forgets idempotency keys after 30). */
    unknown_hold_minutes: z.number().int().positive().default(30),
    utm_source: z.string().default('cuvee'),
  })
  .prefault({});

export const automationTriggers = [
  'email_clicked',
  'email_opened',
  'email_bounce',
  'purchase',
  'lead_score_high',
  'unsubscribe',
  'page_visit',
  'form_submit',
  'time_based',
] as const;

const actionSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('score'), delta: z.number() }),
  z.strictObject({ do: z.literal('tag'), tag: z.string().min(1) }),
  z.strictObject({
    do: z.literal('send_letter'),
    kind: z.enum(['thank_you', 'vip_offer', 'stay']),
    after_minutes: z.number().int().default(0),
  }),
  z.strictObject({
    do: z.literal('task'),
    title: z.string().min(1),
    kind: z.enum(['call', 'follow_up', 'check']).default('follow_up'),
    after_minutes: z.number().int().default(0),
  }),
  z.strictObject({ do: z.literal('stop_everything') }),
  z.strictObject({ do: z.literal('send_sms'), text: z.string().min(1), after_minutes: z.number().int().default(0) }),
  z.strictObject({ do: z.literal('trigger_webhook'), url: z.url(), after_minutes: z.number().int().default(0) }),
  z.strictObject({ do: z.literal('pause_campaign') }),
]);

const ruleSchema = z.strictObject({
  name: z.string().min(1),
  is_on: z.boolean().default(true),
  trigger: z.enum(automationTriggers),
  /** Every condition given must hold; none given: always. */
  when: z
    .strictObject({
      tiers: z.array(z.string()).optional(),
      minimum_ttc: z.number().optional(),
      minimum_score: z.number().optional(),
      needs_tracking_consent: z.boolean().optional(),
      /** `time_based`: days since the last order. */
      days_since_order: z.number().int().optional(),
    })
    .prefault({}),
  actions: z.array(actionSchema).min(1),
  priority: z.number().int().min(0).max(100),
});

/** The rules an estate starts with (rules.md, Lead score and automation). */
const startingRules: z.input<typeof ruleSchema>[] = [
  {
    name: 'clic',
    trigger: 'email_clicked',
    when: { tiers: ['Standard', 'VIP'] },
    actions: [
      { do: 'score', delta: 15 },
      { do: 'tag', tag: 'engaged' },
    ],
    priority: 60,
  },
  {
    name: 'ouverture',
    trigger: 'email_opened',
    when: { tiers: ['Standard', 'VIP'], needs_tracking_consent: true },
    actions: [{ do: 'score', delta: 5 }],
    priority: 40,
  },
  {
    name: 'adresse en erreur',
    trigger: 'email_bounce',
    actions: [
      { do: 'score', delta: -20 },
      { do: 'tag', tag: 'invalid_email' },
    ],
    priority: 80,
  },
  {
    name: 'achat',
    trigger: 'purchase',
    when: { minimum_ttc: 50 },
    actions: [
      { do: 'score', delta: 50 },
      { do: 'send_letter', kind: 'thank_you', after_minutes: 5 },
      { do: 'task', title: "Prendre des nouvelles après l'achat", after_minutes: 1440 },
    ],
    priority: 90,
  },
  {
    name: 'client très engagé',
    trigger: 'lead_score_high',
    when: { minimum_score: 80 },
    actions: [
      { do: 'send_letter', kind: 'vip_offer' },
      { do: 'task', title: 'Appeler ce client', kind: 'call', after_minutes: 120 },
    ],
    priority: 95,
  },
  {
    name: 'désinscription',
    trigger: 'unsubscribe',
    actions: [{ do: 'score', delta: -100 }, { do: 'tag', tag: 'unsubscribe' }, { do: 'stop_everything' }],
    priority: 100,
  },
];

export const automationSettings = z
  .strictObject({
    /** Off until the estate wants it: rules are looked at, and nothing is done. */
    is_on: z.boolean().default(false),
    rules: z.array(ruleSchema).prefault(startingRules),
    /** Deltas of the lead score lose half their weight in so many days. */
    half_life_days: z.number().positive().default(90),
  })
  .prefault({});

/** The estate's own form, which its site links to: who writes there becomes a contact, with what they agreed to. */
export const formSettings = z
  .strictObject({
    /** Off until the estate wants it: the address answers that there is no such page. */
    is_on: z.boolean().default(false),
    /** Also ask whether openings and visits may be noted (rules on `email_opened` and `page_visit`). */
    asks_tracking: z.boolean().default(false),
  })
  .prefault({});

export type AutomationRule = z.infer<typeof ruleSchema>;
export type AutomationAction = z.infer<typeof actionSchema>;
export type AutomationTrigger = (typeof automationTriggers)[number];
