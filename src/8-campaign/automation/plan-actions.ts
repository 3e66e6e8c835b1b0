/** Looks at what happened since the last time and keeps the actions that the rules ask for, with the moment each is due. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { AutomationTrigger } from '../../estate/sending-settings.ts';
import { type Day, daysBetween } from '../../values/day.ts';
import type { World } from '../../world.ts';
import { leadScores } from '../lead-score/read-lead-scores.ts';
import { type ClientOfRule, decide } from './decide.ts';
import type { AutomationEvent } from './note-events.ts';

const claimEvents = loadSql(import.meta.url, './claim-events.sql');
const selectClients = loadSql(import.meta.url, './clients-of-rules.sql');
const insertActions = loadSql(import.meta.url, './insert-actions.sql');
const markHandled = loadSql(import.meta.url, './mark-handled.sql');
const markAllHandled = loadSql(import.meta.url, './mark-all-handled.sql');

const eventsAtOnce = 500;

/** How many events were looked at, and how many actions they led to. */
export interface Planned {
  readonly events: number;
  readonly actions: number;
}

/**
 * Takes the open events in hand, oldest first, some at a time: their actions are kept and they are marked in one transaction, so
 * that whatever breaks, an event leads to its actions once. Several may do this at the same time. While automation is off,
 * events are marked and lead to nothing.
 */
export async function planActions(world: World, at: { readonly now: Date; readonly today: Day }): Promise<Planned> {
  const handled = { estate_id: world.estate, now: at.now.toISOString() };
  if (!world.settings.automation.is_on) {
    return { events: await world.database.execute(markAllHandled, handled), actions: 0 };
  }
  let [events, actions] = [0, 0];
  for (;;) {
    const planned = await world.database.transaction((session) => planSome(session, world, at));
    if (planned.events === 0) return { events, actions };
    events += planned.events;
    actions += planned.actions;
  }
}

async function planSome(
  session: Session,
  world: World,
  { now, today }: { readonly now: Date; readonly today: Day },
): Promise<Planned> {
  const { estate } = world;
  const events = await readOpenEvents(session, { estate, now });
  if (events.length === 0) return { events: 0, actions: 0 };
  const clientCodes = [...new Set(events.map(({ clientCode }) => clientCode))];
  const clients = await readClientsOfRules(session, world, { today, clientCodes });
  const actions = events.flatMap((event) => {
    const client = clients.get(event.clientCode);
    return client === undefined ? [] : decide(event, client, world.settings.automation.rules);
  });
  const inserted = await session.execute(insertActions, { estate_id: estate, actions: JSON.stringify(actions) });
  await session.execute(markHandled, {
    estate_id: estate,
    event_keys: events.map(({ eventKey }) => eventKey),
    now: now.toISOString(),
  });
  return { events: events.length, actions: inserted };
}

interface EventRow {
  readonly event_key: string;
  readonly trigger: AutomationTrigger;
  readonly client_code: string;
  readonly facts: AutomationEvent['facts'];
  readonly happened_at: Date;
}

async function readOpenEvents(
  session: Session,
  { estate, now }: { readonly estate: string; readonly now: Date },
): Promise<readonly AutomationEvent[]> {
  const rows = await session.rows<EventRow>(claimEvents, {
    estate_id: estate,
    now: now.toISOString(),
    limit: eventsAtOnce,
  });
  return rows.map((row) => ({
    eventKey: row.event_key,
    trigger: row.trigger,
    clientCode: row.client_code,
    facts: row.facts,
    happenedAt: row.happened_at,
  }));
}

interface ClientRow {
  readonly client_code: string;
  readonly tier: string | null;
  readonly last_order_on: Day | null;
}

/** What conditions ask of some clients; whom the warehouse does not know is absent. */
export async function readClientsOfRules(
  session: Session,
  world: World,
  { today, clientCodes }: { readonly today: Day; readonly clientCodes: readonly string[] },
): Promise<ReadonlyMap<string, ClientOfRule>> {
  const { estate, settings } = world;
  const rows = await session.rows<ClientRow>(selectClients, { estate_id: estate, client_codes: clientCodes });
  const scores = await leadScores(session, { estate, asOf: today, settings, clientCodes });
  const scoreOf = new Map(scores.map(({ clientCode, score }) => [clientCode, score]));
  return new Map(
    rows.map(({ client_code: clientCode, tier, last_order_on: lastOrderOn }) => [
      clientCode,
      {
        clientCode,
        tier,
        daysSinceOrder: lastOrderOn === null ? null : daysBetween(lastOrderOn, today),
        score: scoreOf.get(clientCode) ?? null,
      },
    ]),
  );
}
