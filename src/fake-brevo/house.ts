/** What the fake remembers: its whole account, in memory. */
import type { Agenda } from './agenda.ts';
import type { Behaviour, Fault, FakeEventName } from './behaviour.ts';

export interface FakeLetter {
  readonly order: number;
  readonly messageId: string;
  readonly uuid: string;
  email: string;
  name: string;
  readonly sender: string;
  subject: string;
  html: string;
  text: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  readonly customId: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly batchId: string | undefined;
  readonly acceptedAtMs: number;
  readonly scheduledAtMs: number | undefined;
  /** `lost`: accepted and never heard of again, as letters with a broken header are. */
  state: 'scheduled' | 'cancelled' | 'accepted' | 'lost';
  readonly happened: FakeEventName[];
  isErased: boolean;
}

export interface FakeEvent {
  readonly order: number;
  readonly atMs: number;
  readonly event: FakeEventName;
  readonly letter: FakeLetter;
  readonly link: string | undefined;
  readonly reason: string | undefined;
}

export interface FakeContact {
  readonly id: number;
  readonly email: string;
  extId: string | undefined;
  isBlacklisted: boolean;
  readonly listIds: Set<number>;
  readonly attributes: Map<string, unknown>;
  readonly createdAtMs: number;
}

/** Who may not be written to by which sender; an empty sender means all of them. */
export interface FakeBlock {
  readonly email: string;
  readonly sender: string;
  readonly code: string;
  readonly atMs: number;
}

export interface FakeWebhook {
  readonly id: number;
  url: string;
  description: string;
  readonly type: string;
  events: readonly string[];
  isBatched: boolean;
  bearerToken: string | undefined;
  headers: readonly { readonly key: string; readonly value: string }[];
}

export interface FakeDelivery {
  readonly order: number;
  readonly webhookId: number;
  readonly url: string;
  /** The payloads posted, one or an array of them. */
  readonly body: string;
  readonly events: number;
  readonly attempts: { readonly atMs: number; readonly status: number | 'timeout' | 'connection_lost' }[];
  state: 'pending' | 'delivered' | 'discarded' | 'given_up' | 'dropped';
}

export interface FakeProcess {
  readonly id: number;
  status: 'queued' | 'in_process' | 'completed';
}

/** Something asked of the fake that would have let someone be written to again. */
export interface Resubscription {
  readonly email: string;
  readonly by: string;
}

export interface House {
  readonly seed: number;
  readonly agenda: Agenda;
  behaviour: Behaviour;
  readonly letters: FakeLetter[];
  readonly byMessageId: Map<string, FakeLetter[]>;
  readonly events: FakeEvent[];
  readonly contacts: Map<string, FakeContact>;
  readonly blocks: Map<string, FakeBlock>;
  readonly attributes: Map<string, string>;
  /** A new account has one, under a number of its own. */
  readonly folders: { readonly id: number; readonly name: string }[];
  readonly lists: { readonly id: number; readonly name: string; readonly folderId: number }[];
  readonly webhooks: Map<number, FakeWebhook>;
  readonly deliveries: FakeDelivery[];
  readonly processes: Map<number, FakeProcess>;
  /** Idempotency keys, with the instant they are forgotten. */
  readonly keys: Map<string, number>;
  /** E-mails sent on a day (UTC). */
  readonly sentOn: Map<string, number>;
  readonly callCounts: Map<string, number>;
  readonly faultCounts: Map<Fault, number>;
  readonly plannedFaults: { readonly route: string; readonly fault: Fault; left: number }[];
  readonly resubscriptions: Resubscription[];
  readonly letterCounts: Map<string, number>;
  sandboxed: number;
  calls: number;
  lastId: number;
}

export function createHouse(seed: number, behaviour: Behaviour, agenda: Agenda): House {
  return {
    seed,
    agenda,
    behaviour,
    letters: [],
    byMessageId: new Map(),
    events: [],
    contacts: new Map(),
    blocks: new Map(),
    attributes: new Map(Object.entries(behaviour.attributes)),
    folders: [{ id: firstFolderId, name: 'Your First Folder' }],
    lists: [],
    webhooks: new Map(),
    deliveries: [],
    processes: new Map(),
    keys: new Map(),
    sentOn: new Map(),
    callCounts: new Map(),
    faultCounts: new Map(),
    plannedFaults: [],
    resubscriptions: [],
    letterCounts: new Map(),
    sandboxed: 0,
    calls: 0,
    lastId: 0,
  };
}

/** Not 1, so that whoever takes that for granted is found out. */
const firstFolderId = 7_001;

export function nextId(house: House): number {
  house.lastId += 1;
  return house.lastId;
}

/** `YYYY-MM-DD` (UTC) of an instant. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

export function count<Key>(counts: Map<Key, number>, key: Key, more = 1): number {
  const total = (counts.get(key) ?? 0) + more;
  counts.set(key, total);
  return total;
}

/** A text as a number, to name a stream of chance by (FNV-1a). */
export function numberOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
