/** How the fake behaves: every trap of the real Brevo is a number here. */

/** Webhook names of what happens to a transactional letter. */
export type FakeEventName =
  | 'request'
  | 'delivered'
  | 'deferred'
  | 'soft_bounce'
  | 'hard_bounce'
  | 'blocked'
  | 'invalid_email'
  | 'error'
  | 'spam'
  | 'unique_opened'
  | 'opened'
  | 'unique_proxy_open'
  | 'click'
  | 'unsubscribed';

/** What can go wrong with one call. `before` and `request`: not done. `after`, `lost_reply`, `slow`, `unreadable`: done. */
export const faults = [
  'lost_request',
  'lost_reply',
  'error_before',
  'error_after',
  'slow',
  'unreadable',
  'key_refused',
  'ip_refused',
  'ip_refused_403',
  'forbidden',
  'suspended',
  'no_credit',
  'too_many',
] as const;
export type Fault = (typeof faults)[number];

/** Shares are between 0 and 1. */
export interface Behaviour {
  /** The only key accepted; null accepts any. */
  readonly apiKey: string | null;
  /** The address the fake says it sees us come from. */
  readonly callerIp: string;
  readonly isIpRefused: boolean;
  /** 300 for a free account; null for no limit. */
  readonly creditsPerDay: number | null;
  /** Senders that may send; null for any. */
  readonly activeSenders: readonly string[] | null;
  readonly areCallsLimited: boolean;
  readonly idempotencyMinutes: number;
  /** Shares of the calls of `POST /smtp/email` that go wrong, drawn from the seed. */
  readonly sendFaults: Readonly<Partial<Record<Fault, number>>>;
  /** How long a `slow` call holds its answer, in real time. */
  readonly slowMs: number;
  /** The code of "contact exists", which changed in 2026. */
  readonly duplicateContactCode: 'duplicate_parameter' | 'invalid_parameter';
  readonly importSeconds: number;
  /** How long the event report lags behind what happened. */
  readonly statisticsLagSeconds: number;
  /** Attributes that exist, with their types. */
  readonly attributes: Readonly<Record<string, 'text' | 'float' | 'date' | 'boolean'>>;
  readonly recipients: RecipientShares;
  /** What happens to letters to an address, in order, whatever the draw. */
  readonly scripts: Readonly<Record<string, readonly FakeEventName[]>>;
  readonly webhooks: WebhookShares;
  readonly quirks: QuirkShares;
  /** Letters whose HTML and text are kept for reading. */
  readonly bodiesKept: number;
}

export interface RecipientShares {
  readonly deferred: number;
  readonly softBounce: number;
  readonly hardBounce: number;
  readonly invalid: number;
  readonly open: number;
  /** Images loaded by a machine. */
  readonly proxyOpen: number;
  readonly click: number;
  readonly unsubscribe: number;
  readonly spam: number;
}

export interface WebhookShares {
  /** Never posted: only the event report knows. */
  readonly dropped: number;
  readonly twice: number;
  /** Posted up to two minutes late, so after later events. */
  readonly reordered: number;
  /** Posted up to `delayMinutes` late. */
  readonly delayed: number;
  readonly delayMinutes: number;
  /** Real time the receiver has to answer. */
  readonly timeoutMs: number;
  readonly concurrency: number;
}

export interface QuirkShares {
  /** `ts_epoch` in seconds, as the documentation shows it. */
  readonly epochInSeconds: number;
  /** `s_epoch` for `ts_epoch`. */
  readonly misspeltEpoch: number;
  /** No `ts_epoch` at all. */
  readonly noEpoch: number;
  /** `ts` and `ts_event` shifted to the account's zone. */
  readonly localSeconds: number;
  /** `complaint` for `spam`, `unsubscribe` for `unsubscribed`. */
  readonly otherNames: number;
  /** `tags` left out, `tag` alone. */
  readonly tagOnly: number;
}

/** A change of behaviour: what is not named stays. */
export type BehaviourChange = Partial<Omit<Behaviour, 'recipients' | 'webhooks' | 'quirks'>> & {
  readonly recipients?: Partial<RecipientShares>;
  readonly webhooks?: Partial<WebhookShares>;
  readonly quirks?: Partial<QuirkShares>;
};

/** Brevo on a good day, with recipients as a wine estate has them; opens and clicks are rare enough to be believed. */
export const calmBehaviour: Behaviour = {
  apiKey: null,
  callerIp: '203.0.113.7',
  isIpRefused: false,
  creditsPerDay: null,
  activeSenders: null,
  areCallsLimited: true,
  idempotencyMinutes: 30,
  sendFaults: {},
  slowMs: 60_000,
  duplicateContactCode: 'duplicate_parameter',
  importSeconds: 30,
  statisticsLagSeconds: 0,
  attributes: { NOM: 'text', PRENOM: 'text', SMS: 'text' },
  recipients: {
    deferred: 0.02,
    softBounce: 0.008,
    hardBounce: 0.004,
    invalid: 0.001,
    open: 0.35,
    proxyOpen: 0.2,
    click: 0.06,
    unsubscribe: 0.004,
    spam: 0.0005,
  },
  scripts: {},
  webhooks: { dropped: 0, twice: 0, reordered: 0, delayed: 0, delayMinutes: 180, timeoutMs: 5_000, concurrency: 8 },
  quirks: { epochInSeconds: 0, misspeltEpoch: 0, noEpoch: 0, localSeconds: 0, otherNames: 0, tagOnly: 0 },
  bodiesKept: 20_000,
};

/** Everything that was ever seen in the wild, at once. */
export const wildBehaviour: BehaviourChange = {
  sendFaults: {
    lost_reply: 0.05,
    lost_request: 0.05,
    error_before: 0.05,
    error_after: 0.05,
    too_many: 0.03,
    unreadable: 0.02,
  },
  duplicateContactCode: 'invalid_parameter',
  statisticsLagSeconds: 60,
  webhooks: { dropped: 0.2, twice: 0.1, reordered: 0.2, delayed: 0.05 },
  quirks: { epochInSeconds: 0.1, misspeltEpoch: 0.05, noEpoch: 0.05, localSeconds: 0.1, otherNames: 0.3, tagOnly: 0.2 },
};

/** Recipients who do nothing but receive: for tests that count. */
export const quietRecipients: RecipientShares = {
  deferred: 0,
  softBounce: 0,
  hardBounce: 0,
  invalid: 0,
  open: 0,
  proxyOpen: 0,
  click: 0,
  unsubscribe: 0,
  spam: 0,
};

export function changeBehaviour(from: Behaviour, change: BehaviourChange): Behaviour {
  return {
    ...from,
    ...change,
    recipients: { ...from.recipients, ...change.recipients },
    webhooks: { ...from.webhooks, ...change.webhooks },
    quirks: { ...from.quirks, ...change.quirks },
  };
}
