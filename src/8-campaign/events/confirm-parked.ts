/**
 * Looks at parked events again. Some belong to letters whose message id was not noted yet when they came; and a refusal that was one
 * too many to be believed is believed when Brevo, asked under our key, says that it blocks the address.
 */
import type { Brevo } from '../../brevo/client.ts';
import { loadSql } from '../../db/sql.ts';
import type { World } from '../../world.ts';
import { matchLetters } from './match-letters.ts';
import { noteFacts, registerRefusals } from './note-facts.ts';
import { type InboxBody, type LooseEvent, readBody } from './reading.ts';
import { parkedKeyOf, takeIn, type TakenIn } from './take-in.ts';

const parkedBodies = loadSql(import.meta.url, './parked-bodies.sql');
const deleteParked = loadSql(import.meta.url, './delete-parked.sql');

const lookedBackMs = 7 * 86_400_000;
/** One call to Brevo each (10 a second). */
const mostAsked = 500;
const mostParked = 5000;

export interface ConfirmedParked {
  /** Found their letter. */
  readonly matched: number;
  /** Refusals that Brevo confirmed. */
  readonly confirmed: number;
}

interface ParkedRow extends InboxBody {
  readonly key: string;
  readonly isRefused: boolean;
}

export async function confirmParked(world: World, brevo: Pick<Brevo, 'contact'>, now: Date): Promise<ConfirmedParked> {
  const rows = await world.database.rows<ParkedRow>(parkedBodies, {
    estate: world.estate,
    since: new Date(now.getTime() - lookedBackMs),
    most: mostParked,
  });
  const events = parkedEventsIn(rows);
  if (events.length === 0) return { matched: 0, confirmed: 0 };
  const { matched, taken } = await matchAgain(world, events);
  const known = new Set(rows.filter(({ isRefused }) => isRefused).map(({ key }) => key));
  const doubtful = taken.unproven.filter(({ parkedKey }) => !known.has(parkedKey));
  return { matched, confirmed: await askBrevo(world, brevo, { doubtful: doubtful.slice(0, mostAsked), events }) };
}

/** The events of the bodies that are parked themselves, each once. */
function parkedEventsIn(rows: readonly ParkedRow[]): readonly LooseEvent[] {
  const parked = new Set(rows.map(({ key }) => key));
  const bodies = new Map(rows.map((row) => [row.inboxId, row]));
  const events = [...bodies.values()].flatMap((body) => readBody(body).events);
  const wanted = events.filter(({ event }) => parked.has(parkedKeyOf(event)));
  return [...new Map(wanted.map((loose) => [parkedKeyOf(loose.event), loose])).values()];
}

async function matchAgain(
  world: World,
  events: readonly LooseEvent[],
): Promise<{ readonly matched: number; readonly taken: TakenIn }> {
  const place = { estate: world.estate, timezone: world.settings.week.timezone };
  return world.database.transaction(async (session) => {
    const letters = await matchLetters(
      session,
      world.estate,
      events.map(({ event }) => event),
    );
    const taken = takeIn(events.map((event, index) => ({ ...event, letter: letters[index] })));
    const keys = events.flatMap(({ event }, index) => (letters[index] ? [parkedKeyOf(event)] : []));
    await noteFacts(session, place, taken.facts);
    if (keys.length > 0) await session.execute(deleteParked, { estate: world.estate, keys });
    return { matched: keys.length, taken };
  });
}

async function askBrevo(
  world: World,
  brevo: Pick<Brevo, 'contact'>,
  { doubtful, events }: { doubtful: TakenIn['unproven']; events: readonly LooseEvent[] },
): Promise<number> {
  const emails = new Map(events.map(({ event }) => [parkedKeyOf(event), event.email]));
  const confirmed: TakenIn['unproven'][number][] = [];
  for (const refusal of doubtful) {
    const answer = await brevo.contact(emails.get(refusal.parkedKey) ?? '');
    if (answer.outcome !== 'done') break;
    if (answer.value?.isBlacklisted === true) confirmed.push(refusal);
  }
  const place = { estate: world.estate, timezone: world.settings.week.timezone };
  await world.database.transaction((session) => registerRefusals(session, place, confirmed));
  return confirmed.length;
}
