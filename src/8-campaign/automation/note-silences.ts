/** Notes clients whose last order becomes so many days old: what rules on `time_based` answer, once per order. */
import { loadSql } from '../../db/sql.ts';
import { addDays, type Day } from '../../values/day.ts';
import type { World } from '../../world.ts';
import { instantOf } from '../outbox/estate-clock.ts';
import { noteAutomationEvents } from './note-events.ts';
import { freshDays } from './patience.ts';

const selectSilent = loadSql(import.meta.url, './silent-clients.sql');

/** Gives how many were new. A silence that reached its days more than two weeks ago is no news, and is not noted. */
export async function noteSilences(world: World, { today }: { readonly today: Day }): Promise<number> {
  let noted = 0;
  for (const days of daysAskedFor(world)) {
    const silentSince = addDays(today, -days);
    const rows = await world.database.rows<{ client_code: string; last_order_on: Day }>(selectSilent, {
      estate_id: world.estate,
      since: addDays(silentSince, -freshDays),
      until: silentSince,
    });
    noted += await noteAutomationEvents(world.database, {
      estate: world.estate,
      events: rows.map((row) => ({
        eventKey: `silence:${days}:${row.client_code}:${row.last_order_on}`,
        trigger: 'time_based',
        clientCode: row.client_code,
        facts: { daysSinceOrder: days, lastOrderOn: row.last_order_on },
        happenedAt: instantOf(addDays(row.last_order_on, days), 0, world.settings.week.timezone),
      })),
    });
  }
  return noted;
}

function daysAskedFor({ settings }: World): readonly number[] {
  const days = settings.automation.rules
    .filter(({ is_on: isOn, trigger }) => isOn && trigger === 'time_based')
    .flatMap(({ when }) => when.days_since_order ?? []);
  return [...new Set(days)].sort((one, other) => one - other);
}
