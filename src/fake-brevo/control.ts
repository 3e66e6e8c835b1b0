/** What a test, or the person at the page, may see of the fake and do to it. */
import type { Agenda } from './agenda.ts';
import { addWebhook } from './account-routes.ts';
import { type Behaviour, type BehaviourChange, changeBehaviour, type Fault, type FakeEventName } from './behaviour.ts';
import { happen, happenInMarketing, type MarketingHappening } from './happen.ts';
import type { FakeDelivery, FakeEvent, FakeLetter, House, Resubscription } from './house.ts';

/** What really became of one letter: what our own records must equal once all is reconciled. */
export interface LetterTruth {
  readonly messageId: string;
  readonly email: string;
  readonly sender: string;
  readonly subject: string;
  readonly customId: string | null;
  readonly idempotencyKey: string | null;
  readonly tags: readonly string[];
  readonly state: FakeLetter['state'];
  readonly acceptedAt: string;
  readonly happened: readonly FakeEventName[];
  readonly isDelivered: boolean;
  readonly isUnsubscribed: boolean;
  readonly isComplaint: boolean;
  readonly bounce: 'soft' | 'hard' | null;
  readonly clickedLinks: readonly string[];
}

export interface FakeCounts {
  readonly now: string;
  readonly letters: Readonly<Record<FakeLetter['state'], number>>;
  readonly sandboxed: number;
  readonly recipients: number;
  /** The most letters any one address was accepted for. */
  readonly mostPerRecipient: number;
  readonly calls: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
  readonly events: Readonly<Record<string, number>>;
  readonly deliveries: Readonly<Record<FakeDelivery['state'], number>>;
  readonly contacts: number;
  readonly blocks: number;
  readonly resubscriptions: number;
}

export interface FakeControl {
  now(): Date;
  /** Lets time pass: every event and post due in it has happened when the promise resolves. Not from within a webhook. */
  advance(ms: number): Promise<void>;
  behave(change: BehaviourChange): Behaviour;
  /** The next `times` calls of a route go wrong (`POST /smtp/email`, `GET /contacts/:id`, or `*`). */
  failNext(route: string, fault: Fault, times?: number): void;
  counts(): FakeCounts;
  letters(): readonly FakeLetter[];
  events(): readonly FakeEvent[];
  deliveries(): readonly FakeDelivery[];
  truth(): readonly LetterTruth[];
  /** Letters accepted per address. */
  perRecipient(): ReadonlyMap<string, number>;
  /** Requests that let someone be written to again who had been blocked. */
  resubscriptions(): readonly Resubscription[];
  isBlacklisted(email: string): boolean;
  isBlocked(email: string, sender: string): boolean;
  /** Makes an event happen to a letter, now; false when no letter has that id. */
  happen(messageId: string, event: FakeEventName, more?: { readonly link?: string; readonly reason?: string }): boolean;
  happenInMarketing(happening: MarketingHappening): void;
  /** Subscribes a webhook as `POST /webhooks` would; gives its id. */
  addWebhook(webhook: Readonly<Record<string, unknown>>): number;
}

export function createControl(house: House, agenda: Agenda): FakeControl {
  return {
    now: () => new Date(agenda.now()),
    advance: (ms) => agenda.advance(ms),
    behave: (change) => {
      house.behaviour = changeBehaviour(house.behaviour, change);
      for (const [name, type] of Object.entries(change.attributes ?? {})) house.attributes.set(name, type);
      return house.behaviour;
    },
    failNext: (route, fault, times = 1) => void house.plannedFaults.push({ route, fault, left: times }),
    counts: () => countsOf(house),
    letters: () => house.letters,
    events: () => house.events,
    deliveries: () => house.deliveries,
    truth: () => truthOf(house),
    perRecipient: () => perRecipient(house),
    resubscriptions: () => house.resubscriptions,
    isBlacklisted: (email) => house.contacts.get(email)?.isBlacklisted === true,
    isBlocked: (email, sender) =>
      [...house.blocks.values()].some((block) => block.email === email && ['', sender].includes(block.sender)),
    happen: (messageId, event, more = {}) => {
      const letters = house.byMessageId.get(messageId) ?? [];
      for (const letter of letters) happen(house, letter, { event, ...more });
      return letters.length > 0;
    },
    happenInMarketing: (happening) => happenInMarketing(house, happening),
    addWebhook: (webhook) => addWebhook(house, webhook).id,
  };
}

function truthOf(house: House): readonly LetterTruth[] {
  const links = new Map<FakeLetter, string[]>();
  for (const { event, letter, link } of house.events) {
    if (event === 'click' && link !== undefined) links.set(letter, [...(links.get(letter) ?? []), link]);
  }
  return house.letters.map((letter) => letterTruth(letter, links.get(letter) ?? []));
}

function letterTruth(letter: FakeLetter, clickedLinks: readonly string[]): LetterTruth {
  const has = (event: FakeEventName): boolean => letter.happened.includes(event);
  return {
    messageId: letter.messageId,
    email: letter.email,
    sender: letter.sender,
    subject: letter.subject,
    customId: letter.customId ?? null,
    idempotencyKey: letter.idempotencyKey ?? null,
    tags: letter.tags,
    state: letter.state,
    acceptedAt: new Date(letter.acceptedAtMs).toISOString(),
    happened: letter.happened,
    isDelivered: has('delivered'),
    isUnsubscribed: has('unsubscribed'),
    isComplaint: has('spam'),
    bounce: has('hard_bounce') ? 'hard' : has('soft_bounce') ? 'soft' : null,
    clickedLinks,
  };
}

function countsOf(house: House): FakeCounts {
  const letters = { scheduled: 0, cancelled: 0, accepted: 0, lost: 0 };
  for (const { state } of house.letters) letters[state] += 1;
  const deliveries = { pending: 0, delivered: 0, discarded: 0, given_up: 0, dropped: 0 };
  for (const { state } of house.deliveries) deliveries[state] += 1;
  const events: Record<string, number> = {};
  for (const { event } of house.events) events[event] = (events[event] ?? 0) + 1;
  const recipients = perRecipient(house);
  return {
    now: new Date(house.agenda.now()).toISOString(),
    letters,
    sandboxed: house.sandboxed,
    recipients: recipients.size,
    mostPerRecipient: [...recipients.values()].reduce((most, count) => Math.max(most, count), 0),
    calls: Object.fromEntries(house.callCounts),
    faults: Object.fromEntries(house.faultCounts),
    events,
    deliveries,
    contacts: house.contacts.size,
    blocks: house.blocks.size,
    resubscriptions: house.resubscriptions.length,
  };
}

function perRecipient({ letters }: House): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { email, state } of letters) {
    if (state !== 'cancelled') counts.set(email, (counts.get(email) ?? 0) + 1);
  }
  return counts;
}
