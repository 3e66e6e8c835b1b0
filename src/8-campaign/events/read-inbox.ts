/**
 * Takes the inbox in: every body that was posted to us, in the order they came, each once. Bodies are read and marked as read in
 * one transaction, so that a reader killed at any point, or two at once, leave what one undisturbed reader leaves.
 */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { World } from '../../world.ts';
import { noteAutomationEvents } from '../automation/note-events.ts';
import { believedPerDay } from './believe.ts';
import { matchLetters } from './match-letters.ts';
import { keepContactLogTrue, noteFacts, registerRefusals } from './note-facts.ts';
import { type InboxBody, type LooseEvent, readBody } from './reading.ts';
import { type OpenedLetter, type ParkedEvent, type TakenIn, takeIn } from './take-in.ts';
import { trackedClients } from './tracking-consent.ts';

const lockInbox = loadSql(import.meta.url, './lock-inbox.sql');
const unreadBodies = loadSql(import.meta.url, './unread-bodies.sql');
const insertReadings = loadSql(import.meta.url, './insert-readings.sql');
const insertParked = loadSql(import.meta.url, './insert-parked.sql');
const addOpens = loadSql(import.meta.url, './add-opens.sql');
const believedLately = loadSql(import.meta.url, './believed-lately.sql');

/** What one transaction takes: enough to be quick, little enough to be undone. */
const mostBodies = 2000;
const mostBytes = 8_000_000;
/** Kinds of parked events that can hold a refusal. */
const refusalKinds = ['unsubscribed', 'complaint', 'hard_bounce', 'invalid', 'blocked'];
const dayMs = 86_400_000;

/** What was taken in. */
export interface InboxCounts {
  readonly bodies: number;
  readonly unreadable: number;
  readonly events: number;
  /** Facts of letters that were new. */
  readonly facts: number;
  readonly opens: number;
  readonly parked: number;
  /** Refusals of letters of ours, and of none. */
  readonly refusals: number;
  readonly unproven: number;
  /** Unproven refusals over the measure of a day: they wait for Brevo's own word. */
  readonly unbelieved: number;
}

const nothing: InboxCounts = {
  bodies: 0,
  unreadable: 0,
  events: 0,
  facts: 0,
  opens: 0,
  parked: 0,
  refusals: 0,
  unproven: 0,
  unbelieved: 0,
};

/** Takes in all there is. `now` is the instant of reading, which nothing but the reading rows and the daily measure know. */
export async function readInbox(world: World, { now }: { readonly now: Date }): Promise<InboxCounts> {
  let counts = nothing;
  for (;;) {
    const taken = await world.database.transaction((session) => takeSome(session, world, now));
    if (taken.bodies === 0) break;
    counts = added(counts, taken);
  }
  if (counts.facts > 0) {
    await keepContactLogTrue(world.database, world.estate, { handedOverSince: new Date(now.getTime() - 7 * dayMs) });
  }
  if (counts.unbelieved > 0) {
    world.log.warn('more refusals of unknown letters than a day is believed to have', {
      unbelieved: counts.unbelieved,
    });
  }
  return counts;
}

async function takeSome(session: Session, world: World, now: Date): Promise<InboxCounts> {
  await session.one(lockInbox, { estate: world.estate });
  const bodies = await session.rows<InboxBody>(unreadBodies, {
    estate: world.estate,
    most_bodies: mostBodies,
    most_bytes: mostBytes,
  });
  if (bodies.length === 0) return nothing;
  const read = bodies.map(readBody);
  const counts = await takeEvents(session, world, { events: read.flatMap(({ events }) => events), now });
  const readings = read.map(({ reading }) => reading);
  await session.execute(insertReadings, { estate: world.estate, readings: JSON.stringify(readings), now });
  const unreadable = readings.filter(({ status }) => status === 'unreadable').length;
  return { ...counts, bodies: bodies.length, unreadable };
}

/** Matches events with letters and writes what they come to, in the transaction given. Doing it twice is doing it once but for opens. */
async function takeEvents(
  session: Session,
  world: World,
  { events, now }: { readonly events: readonly LooseEvent[]; readonly now: Date },
): Promise<InboxCounts> {
  const letters = await matchLetters(
    session,
    world.estate,
    events.map(({ event }) => event),
  );
  const taken = takeIn(events.map((event, index) => ({ ...event, letter: letters[index] })));
  const place = { estate: world.estate, timezone: world.settings.week.timezone };
  const fresh = await noteFacts(session, place, taken.facts);
  const believable = await measureLeft(session, world.estate, taken, now);
  const parked = await park(session, world.estate, taken.parked, now);
  const unproven = taken.unproven.filter(({ parkedKey }) => parked.has(parkedKey));
  const believed = unproven.slice(0, believable);
  await registerRefusals(session, place, believed);
  if (taken.opens.length > 0) {
    await session.execute(addOpens, { estate: world.estate, opens: JSON.stringify(taken.opens) });
    await noteOpenings(session, world.estate, taken.opened);
  }
  return {
    ...nothing,
    events: events.length,
    facts: fresh.length,
    opens: taken.opens.reduce((sum, { count }) => sum + count, 0),
    parked: parked.size,
    refusals: taken.refusals.length,
    unproven: believed.length,
    unbelieved: unproven.length - believed.length,
  };
}

/** Once per letter, and of those alone who agreed to it. */
async function noteOpenings(session: Session, estate: string, opened: readonly OpenedLetter[]): Promise<void> {
  const tracked = await trackedClients(
    session,
    estate,
    opened.map(({ letter }) => letter.clientCode),
  );
  await noteAutomationEvents(session, {
    estate,
    events: opened
      .filter(({ letter }) => tracked.has(letter.clientCode))
      .map(({ letter: { letterId, campaignId, clientCode }, at }) => ({
        eventKey: `letter:${letterId}:opened`,
        trigger: 'email_opened',
        clientCode,
        facts: { letterId, campaignId, hasTrackingConsent: true },
        happenedAt: at,
      })),
  });
}

/** How many more unproven refusals are believed today. */
async function measureLeft(session: Session, estate: string, { unproven }: TakenIn, now: Date): Promise<number> {
  if (unproven.length === 0) return 0;
  const lately = await session.one<{ addresses: number; parkedLately: number }>(believedLately, {
    estate,
    kinds: refusalKinds,
    now,
  });
  return Math.max(0, believedPerDay(lately?.addresses ?? 0) - (lately?.parkedLately ?? 0));
}

/** Parks events, each once; gives the keys of those that are new. */
async function park(
  session: Session,
  estate: string,
  parked: readonly ParkedEvent[],
  now: Date,
): Promise<ReadonlySet<string>> {
  if (parked.length === 0) return new Set();
  const rows = parked.map(({ at, ...event }) => ({ ...event, at: at.toISOString() }));
  const added = await session.rows<{ key: string }>(insertParked, { estate, parked: JSON.stringify(rows), now });
  return new Set(added.map(({ key }) => key));
}

function added(one: InboxCounts, other: InboxCounts): InboxCounts {
  return {
    bodies: one.bodies + other.bodies,
    unreadable: one.unreadable + other.unreadable,
    events: one.events + other.events,
    facts: one.facts + other.facts,
    opens: one.opens + other.opens,
    parked: one.parked + other.parked,
    refusals: one.refusals + other.refusals,
    unproven: one.unproven + other.unproven,
    unbelieved: one.unbelieved + other.unbelieved,
  };
}
