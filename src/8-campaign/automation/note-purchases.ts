/** Turns documents of the warehouse into purchases that rules may answer, once each, however often they are imported. */
import type { World } from '../../world.ts';
import { loadSql } from '../../db/sql.ts';
import { addDays, type Day } from '../../values/day.ts';
import { noteAutomationEvents } from './note-events.ts';
import { freshDays } from './patience.ts';
import { instantOf } from '../outbox/estate-clock.ts';

const selectPurchases = loadSql(import.meta.url, './purchases.sql');

interface PurchaseRow {
  readonly source: string;
  readonly document_id: string;
  readonly client_code: string;
  readonly mt_ttc: string;
  readonly bottles: string;
  readonly bought_on: Day;
}

/**
 * Notes every purchase of the last two weeks, as of a day, that is not noted yet, and gives how many there were. The document
 * names the event: edited, moved to another day or imported again, it is the same purchase. Older documents are never noted.
 */
export async function notePurchases(world: World, { today }: { readonly today: Day }): Promise<number> {
  const { estate, database, settings } = world;
  const rows = await database.rows<PurchaseRow>(selectPurchases, {
    estate_id: estate,
    since: addDays(today, -freshDays),
    until: today,
  });
  return noteAutomationEvents(database, {
    estate,
    events: rows.map((row) => ({
      eventKey: `purchase:${row.source}:${row.document_id}`,
      trigger: 'purchase',
      clientCode: row.client_code,
      facts: { day: row.bought_on, mtTtc: Number(row.mt_ttc), bottles: Number(row.bottles) },
      happenedAt: instantOf(row.bought_on, 0, settings.week.timezone),
    })),
  });
}
